//! The developer's guide shows code that is compiled and tested: each listing is a part of a file, which it names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

use std::path::Path;

/// A fenced block of a page: its language, the file that is named above it, its lines.
struct Listing {
    line: usize,
    language: String,
    from: Option<String>,
    text: String,
}

fn listings(page: &str) -> Vec<Listing> {
    let (mut listings, mut open, mut from) = (Vec::new(), None::<Listing>, None);
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some(Listing {
                    line: index + 1,
                    language: language.to_owned(),
                    from: from.take(),
                    text: String::new(),
                });
            }
            (None, None) => {
                let named = line.strip_prefix("<!-- from: ").and_then(|rest| rest.strip_suffix(" -->"));
                from = named.map(str::to_owned);
            }
            (Some(listing), None) => listing.text.extend([line, "\n"]),
            (Some(_), Some(_)) => listings.extend(open.take()),
        }
    }
    assert!(open.is_none(), "the last listing is not closed");
    listings
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

#[test]
fn every_listing_is_a_part_of_the_file_that_it_names() {
    let listings = listings(&read("docs/developers-guide.md"));
    for Listing { line, language, from, text } in &listings {
        // What a reader types into a shell or a manifest is no file of this workspace.
        if language == "console" || language == "toml" {
            continue;
        }
        let from = from.as_ref().unwrap_or_else(|| panic!("line {line}: the listing names no file"));
        assert!(read(from).contains(text), "line {line}: {from} has no such part:\n{text}");
    }
    let rust = listings.iter().filter(|listing| listing.language == "rust").count();
    assert!(rust >= 5, "{rust} listings of Rust are left");
}

#[test]
fn the_files_that_the_guide_links_to_are_there() {
    let page = read("docs/developers-guide.md");
    for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(link);
        assert!(path.exists(), "{link}");
    }
}
