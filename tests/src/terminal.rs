use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

const PATIENCE: Duration = Duration::from_secs(15);

/// A real pseudo-terminal, and the person before it.
#[derive(Debug)]
pub struct Terminal {
    master: File,
    /// For the streams of a program. While it is open, so is the terminal.
    line: File,
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new()
    }
}

impl Terminal {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let mut options = OpenOptions::new();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NOCTTY.bits().cast_signed());
        Self { master: master.into(), line: options.read(true).write(true).open(name).unwrap() }
    }

    /// The terminal as a program's stream.
    #[must_use]
    pub fn stream(&self) -> Stdio {
        self.line.try_clone().unwrap().into()
    }

    /// Runs a program, whose streams the caller has chosen.
    #[must_use]
    pub fn run(self, command: &mut Command) -> Screen {
        let Self { master, line } = self;
        let child = command.spawn().unwrap();
        drop(line);
        // The command still holds copies of the streams, and would keep the terminal open.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let shown = Arc::new((Mutex::new(Shown::default()), Condvar::new()));
        let (own, mut reader) = (Arc::clone(&shown), master.try_clone().unwrap());
        std::thread::spawn(move || {
            let mut buffer = [0; 1024];
            loop {
                // Linux says with an error that nobody has the other side open any more.
                let count = reader.read(&mut buffer).unwrap_or(0);
                let mut shown = own.0.lock().unwrap();
                shown.text.extend_from_slice(&buffer[..count]);
                shown.ended = count == 0;
                own.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Screen { master, child, shown }
    }
}

#[derive(Debug, Default)]
struct Shown {
    text: Vec<u8>,
    ended: bool,
}

/// A terminal in which a program runs.
#[derive(Debug)]
pub struct Screen {
    master: File,
    child: Child,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

impl Screen {
    /// Waits until the screen shows `end` at its end, and types `keys`.
    ///
    /// # Panics
    ///
    /// If that does not happen in good time.
    pub fn answer(&mut self, end: &str, keys: &str) {
        let (shown, changed) = &*self.shown;
        let waits = |shown: &mut Shown| !shown.ended && !shown.text.ends_with(end.as_bytes());
        let (shown, _) = changed.wait_timeout_while(shown.lock().unwrap(), PATIENCE, waits).unwrap();
        assert!(shown.text.ends_with(end.as_bytes()), "{:?}", String::from_utf8_lossy(&shown.text));
        drop(shown);
        self.master.write_all(keys.as_bytes()).unwrap();
    }

    /// How many threads the program has, where `/proc` can say it.
    ///
    /// # Panics
    ///
    /// Where it cannot.
    #[must_use]
    pub fn threads(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap().count()
    }

    /// Waits for the program's end. What the terminal showed, with the line ends of a file; and what the program wrote to
    /// a standard output that is a pipe.
    ///
    /// # Panics
    ///
    /// If it failed.
    #[must_use]
    pub fn finish(mut self) -> (String, String) {
        let mut piped = String::new();
        if let Some(mut stdout) = self.child.stdout.take() {
            stdout.read_to_string(&mut piped).unwrap();
        }
        let status = self.child.wait().unwrap();
        let (shown, changed) = &*self.shown;
        let (shown, _) = changed.wait_timeout_while(shown.lock().unwrap(), PATIENCE, |shown| !shown.ended).unwrap();
        let text = String::from_utf8(shown.text.clone()).unwrap().replace("\r\n", "\n");
        assert!(status.success(), "{text}");
        (text, piped)
    }
}
