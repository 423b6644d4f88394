//! The report for code scanning, on every fixture of every rule, by the schema of SARIF 2.1.0 as its vendor publishes it.

use std::path::{Path, PathBuf};

use candor_tests::Peers;
use serde_json::Value;

use super::{candor, copy, fixtures, laid_over_the_base, repository, told};

const SCHEMA: &str = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

/// A report, the schema it is about lying in `folder`.
fn report(folder: &Path, to: &Path) -> Value {
    let check = ["check", "schema", "--format", "sarif", "--today", "2026-04-21"];
    let output = candor().current_dir(folder).args(check).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {}", to.display(), told(&output));
    std::fs::write(to, &output.stdout).unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn valid(peers: &Peers, files: &[PathBuf]) -> Result<(), String> {
    let mut validator = peers.tool("check-jsonschema");
    // The published schema has a pattern that Unicode mode of ECMAScript would not read.
    let validator = validator.args(["--regex-variant", "python", "--schemafile"]).arg(peers.join(SCHEMA));
    let output = validator.args(files).output().unwrap();
    if output.status.success() { Ok(()) } else { Err(told(&output)) }
}

#[test]
fn the_report_on_every_fixture_is_sarif() {
    let Some(peers) = Peers::of("SARIF") else { return };
    let reports = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (rule, side, overlay) in fixtures() {
        let folder = tempfile::tempdir().unwrap();
        laid_over_the_base(&overlay, &folder.path().join("schema"));
        if (rule.as_str(), side) == ("too-large", "wrong") {
            std::fs::write(folder.path().join("schema/events/done.yaml"), vec![b'#'; 1024 * 1024 + 1]).unwrap();
        }
        files.push(reports.path().join(format!("{rule}-{side}.sarif")));
        let report = report(folder.path(), &files[files.len() - 1]);
        // The lock is missing as well: it is none of the fixtures.
        let own =
            report["runs"][0]["results"].as_array().unwrap().iter().filter(|one| is_of(one, &report, &rule)).count();
        assert_eq!(own > 0, side == "wrong", "{rule}/{side}");
    }
    assert!(files.len() > 60, "{}", files.len());
    if let Err(why) = valid(&peers, &files) {
        panic!("{why}");
    }
}

fn is_of(result: &Value, report: &Value, rule: &str) -> bool {
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    let told = &report["runs"][0]["tool"]["driver"]["rules"][index];
    assert_eq!(told["id"], result["ruleId"]);
    told["name"] == rule
}

/// Many findings in one file, of which only the first are listed, and a clean schema.
#[test]
fn the_report_on_a_clean_schema_and_on_more_than_is_listed_is_sarif() {
    let Some(peers) = Peers::of("SARIF") else { return };
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("schema");
    copy(&repository().join("schema"), &schema);
    let files = ["clean", "many"].map(|name| folder.path().join(format!("{name}.sarif")));
    let clean = report(folder.path(), &files[0]);
    assert_eq!(clean["runs"][0]["results"], serde_json::json!([]));

    let unknown: String = (0..2000).map(|number| format!("unknown_{number}: x\n")).collect();
    let event = schema.join("events/heartbeat.yaml");
    std::fs::write(&event, std::fs::read_to_string(&event).unwrap() + &unknown).unwrap();
    let many = report(folder.path(), &files[1]);
    let notes = many["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert!(notes[0]["message"]["text"].as_str().unwrap().contains("more findings"), "{notes:?}");
    if let Err(why) = valid(&peers, &files) {
        panic!("{why}");
    }

    // The validator says no where there is something to say no to.
    let mut broken = many;
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0.into();
    std::fs::write(&files[1], broken.to_string()).unwrap();
    assert!(valid(&peers, &files[1..]).unwrap_err().contains("startLine"));
}
