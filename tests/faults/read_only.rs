//! A home that nobody may write to.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;

use candor_sink::Sink;

use crate::{Emission, Home, Outcome, PATIENCE, alone};

/// For whom permissions count, unlike for root.
const SOMEBODY: u32 = 65_534;

fn allow(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A user who agreed, and whose home has become read-only since.
pub(crate) fn run(events: u64) -> Outcome {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let journal = home.journal(0);
    fs::write(&journal, "").unwrap();
    for (path, mode) in
        [(home.folder.path(), 0o755), (&journal, 0o666), (&home.path().join(".faults/config.json"), 0o644)]
    {
        allow(path, mode);
    }
    [".faults", ""].iter().for_each(|folder| allow(&home.path().join(folder), 0o555));
    let mut command = Emission { flush: PATIENCE, ..home.emission(sink.addr(), 0, events) }.command();
    let own = std::env::current_exe().unwrap();
    let copy = home.folder.path().join("emitter");
    if rustix::process::geteuid().is_root() {
        // The folder of the tests may be closed to others.
        fs::copy(own, &copy).unwrap();
        let arguments: Vec<_> = command.get_args().map(std::ffi::OsStr::to_owned).collect();
        let variables: Vec<_> =
            command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
        command = std::process::Command::new(copy);
        command.args(arguments).envs(variables).uid(SOMEBODY).gid(SOMEBODY).current_dir(home.folder.path());
    }
    let output = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let files = fs::read_dir(home.path().join(".faults")).unwrap().map(|it| it.unwrap().file_name());
    let mut files: Vec<_> = files.collect();
    files.sort();
    assert_eq!(files, ["config.json", "config.json.lock"]);
    [".faults", ""].iter().for_each(|folder| allow(&home.path().join(folder), 0o755));
    assert!(sink.requests().is_empty());
    let mut outcome = home.outcome(&sink, 1);
    // Events that are not stored are not collected: telemetry is off.
    outcome.emitted = 0;
    outcome
}

#[test]
fn a_read_only_home_switches_telemetry_off_and_the_product_works() {
    let _alone = alone();
    assert_eq!(run(10), Outcome::default());
}
