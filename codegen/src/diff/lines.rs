//! The difference of two texts, line by line.

use crate::json::Json;

/// A line with its mark: `' '`, `'-'` or `'+'`.
fn compare<'t>(old: &'t str, new: &'t str, same: fn(&str, &str) -> bool) -> Vec<(char, &'t str)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let common = common(&old, &new, same);
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && same(old[i], new[j]) {
            out.push((' ', new[j]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            out.push(('-', old[i]));
            i += 1;
        } else {
            out.push(('+', new[j]));
            j += 1;
        }
    }
    out
}

/// Length of the longest common subsequence of what follows each pair of places. The texts are short: an envelope or a prompt.
fn common(old: &[&str], new: &[&str], same: fn(&str, &str) -> bool) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            table[i][j] =
                if same(old[i], new[j]) { table[i + 1][j + 1] + 1 } else { table[i + 1][j].max(table[i][j + 1]) };
        }
    }
    table
}

/// Two texts.
pub(super) fn of_texts(old: &str, new: &str) -> String {
    render(&compare(old, new, |a, b| a == b))
}

/// Two examples, of which either may be missing. The comma that a new last entry gives to the one before is no change.
pub(super) fn of_json(old: Option<&Json>, new: Option<&Json>) -> String {
    let pretty = |json: Option<&Json>| json.map(Json::pretty).unwrap_or_default();
    let same = |a: &str, b: &str| a.strip_suffix(',').unwrap_or(a) == b.strip_suffix(',').unwrap_or(b);
    render(&compare(&pretty(old), &pretty(new), same))
}

fn render(lines: &[(char, &str)]) -> String {
    lines.iter().map(|(mark, line)| format!("{mark} {line}").trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::{Json, of_json, of_texts};

    #[test]
    fn what_stayed_is_not_shown_as_a_change() {
        assert_eq!(of_texts("a\nb\nc", "a\nx\nc\nd"), "  a\n- b\n+ x\n  c\n+ d\n");
        assert_eq!(of_texts("", "a"), "+ a\n");
        assert_eq!(of_texts("a", ""), "- a\n");
        assert_eq!(of_texts("a\n\nb", "a\n\nb"), "  a\n\n  b\n");
        assert_eq!(of_texts("a,", "a"), "- a,\n+ a\n");
    }

    #[test]
    fn a_comma_is_no_change_of_an_example() {
        let one = Json::object([("a", Json::Null)]);
        let two = Json::object([("a", Json::Null), ("b", Json::Null)]);
        assert_eq!(of_json(Some(&one), Some(&two)), "  {\n    \"a\": null,\n+   \"b\": null\n  }\n");
        assert_eq!(of_json(None, Some(&one)), "+ {\n+   \"a\": null\n+ }\n");
    }
}
