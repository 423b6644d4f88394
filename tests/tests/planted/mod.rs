//! Values of every kind that must not leave, and messages around them.

#![allow(unreachable_pub, reason = "shared by tests and the generator")]

/// The names of the machine on which the messages arise.
pub const MACHINE: [&str; 3] = ["zoe.miller", "WS-0417-KESTREL", "zoemiller"];

const NAMES: &[&str] = &[
    "alice",
    "Ottoline",
    "bjoern",
    "jdoe42",
    "maria.garcia",
    "mary-jane",
    "k_tanaka",
    "Søren",
    "josé",
    "张伟",
    "Иванов",
    "محمد",
    "김철수",
    "O'Brien",
    "d'Artagnan",
    "svc_telemetry7",
    "Xiaoming",
    "quentin",
    "nkechi",
    "ALICE~1",
    "r.feynman",
    "tnguyen",
    "robert",
    "nancy",
    "xenia",
];
const SPACED: &[&str] =
    &["Alice Smith", "Mary Jane Watson", "José García", "John Q Public", "Jean-Luc Picard", "Müller Groß", "Anna Lena"];
const FOLDERS: &[&str] = &[
    "zebrafish",
    "Quarterly-Plans",
    "secret_project",
    "v2.0",
    "Kundendaten",
    "патенты",
    "机密",
    "acme-merger",
    "2024-taxes",
    "node_modules",
    ".ssh",
    "Therapy",
    "divorce",
    "AppData",
    "payroll+bonus",
    "R&D",
    "a.b.c",
    "Patienten-Akten",
    "wip(3)",
    "@scope",
    "x86",
];
const SPACED_FOLDERS: &[&str] = &[
    "My Secret Plans",
    "Program Files (x86)",
    "OneDrive - Contoso",
    "Tax Returns",
    "New folder (2)",
    "Eigene Dateien",
];
const FILES: &[&str] = &[
    "net.onnx",
    "model.safetensors",
    "config.json",
    "weights.bin",
    "train.py",
    "data.csv",
    "tokenizer.model.json",
    "run_3.log",
    "a.tar.gz",
];
const HOSTS: &[&str] =
    &["example.com", "mail.example.co.uk", "corp.example.org", "sub-domain.example.net", "xn--bcher-kva.example"];

/// A small generator of numbers: the corpus must be the same everywhere for one seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    fn chars(&mut self, alphabet: &str, n: usize) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..n).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }

    fn digits(&mut self, n: usize) -> String {
        self.chars("0123456789", n)
    }

    fn hex(&mut self, n: usize) -> String {
        let alphabet = if self.one_in(3) { "0123456789ABCDEF" } else { "0123456789abcdef" };
        self.chars(alphabet, n)
    }

    fn base62(&mut self, n: usize) -> String {
        self.chars("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", n)
    }
}

/// What is planted: the value as it stands in the message, the literals that must be gone, and what must stay of it.
pub struct Planted {
    kind: &'static str,
    value: String,
    gone: Vec<String>,
    kept: Option<String>,
    /// Whether it stands only where quotes or the like delimit it.
    needs_quotes: bool,
}

impl Planted {
    fn new(kind: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        Self { kind, gone: vec![value.clone()], value, kept: None, needs_quotes: false }
    }

    fn gone<I: IntoIterator<Item = String>>(mut self, gone: I) -> Self {
        self.gone = gone.into_iter().collect();
        self
    }

    fn kept(mut self, kept: impl Into<String>) -> Self {
        self.kept = Some(kept.into());
        self
    }
}

/// A message, and how to judge what became of it.
pub struct Message {
    pub kind: &'static str,
    pub text: String,
    planted: Planted,
    before: String,
    after: String,
}

impl Message {
    pub fn generate(random: &mut Random, templates: &[&str]) -> Self {
        let mut planted = any(random);
        loop {
            let template = random.pick(templates);
            let Some((before, after)) = template.split_once("{}") else { continue };
            let quoted = before.ends_with(['"', '\'', '`', '«', '<']);
            if planted.needs_quotes && !before.ends_with(['"', '\'', '`']) {
                continue;
            }
            // What stands in quotes does not hold the same quote.
            if before
                .chars()
                .last()
                .is_some_and(|quote| matches!(quote, '"' | '\'' | '`') && planted.value.contains(quote))
            {
                if planted.value.contains('"') && before.ends_with('"') {
                    continue;
                }
                if !planted.value.contains("d'") && !planted.value.contains("O'") {
                    continue;
                }
            }
            // JSON and Python escape backslashes.
            if (before.starts_with('{') || before.starts_with("thread")) && planted.value.contains('\\') && quoted {
                planted.value = planted.value.replace('\\', "\\\\");
                planted.gone = planted.gone.iter().map(|gone| gone.replace('\\', "\\\\")).collect();
            }
            let text = template.replacen("{}", &planted.value, 1);
            return Self { kind: planted.kind, text, before: before.to_owned(), after: after.to_owned(), planted };
        }
    }

    /// Why `out` is wrong, if it is.
    pub fn judge(&self, out: &str) -> Option<String> {
        self.leak(out).or_else(|| self.loss(out))
    }

    /// What is left of what was planted.
    pub fn leak(&self, out: &str) -> Option<String> {
        let leak = self.planted.gone.iter().find(|gone| out.contains(gone.as_str()))?;
        Some(format!("leaks {leak:?}"))
    }

    /// What is gone of that which must stay. Keys and schemes are part of the surroundings that the value itself brings along.
    pub fn loss(&self, out: &str) -> Option<String> {
        if let Some(kept) = self.planted.kept.as_ref().filter(|kept| !out.contains(kept.as_str())) {
            return Some(format!("loses {kept:?}"));
        }
        if !out.starts_with(self.before.as_str()) {
            return Some(format!("changes what stands before: {:?}", self.before));
        }
        (!out.ends_with(self.after.as_str())).then(|| format!("changes what stands behind: {:?}", self.after))
    }
}

fn any(random: &mut Random) -> Planted {
    let makers: &[fn(&mut Random) -> Planted] = &[
        posix_path,
        posix_path,
        windows_path,
        windows_path,
        windows_path,
        network_path,
        spaced_path,
        spaced_path,
        home_folder,
        relative_path,
        variable_path,
        file_url,
        root_path,
        email,
        email,
        guid,
        ipv4,
        ipv6,
        mac,
        phone,
        card,
        iban,
        account,
        sid,
        remote,
        url,
        url,
        secret,
        secret,
        keyed,
        keyed,
        json_keyed,
        token,
        token,
        machine,
        connection,
    ];
    makers[random.below(makers.len())](random)
}

fn name(random: &mut Random) -> String {
    random.pick(NAMES).to_owned()
}

fn folders(random: &mut Random, from: &[&str]) -> Vec<String> {
    (0..random.below(3)).map(|_| random.pick(from).to_owned()).collect()
}

/// A path of these components: all but the last must be gone, each as a component, since short ones are words as well.
fn path(kind: &'static str, prefix: &str, separator: &str, components: &[String], file: &str) -> Planted {
    let value = format!("{prefix}{}{separator}{file}", components.join(separator));
    let mut gone: Vec<String> =
        components.iter().filter(|part| part.chars().count() > 4 || !part.is_ascii()).cloned().collect();
    gone.push(format!("{}{separator}", components.last().map_or("", String::as_str)));
    Planted::new(kind, value).gone(gone).kept(file)
}

fn suffixed(random: &mut Random, mut planted: Planted) -> Planted {
    let suffix = match random.below(8) {
        0 => ":12",
        1 => ":12:34",
        2 => "(12,5)",
        _ => "",
    };
    planted.value.push_str(suffix);
    planted
}

fn posix_path(random: &mut Random) -> Planted {
    let prefix = random.pick(&[
        "/home/",
        "/Users/",
        "/mnt/c/Users/",
        "/var/home/",
        "/media/",
        "/data/",
        "/nfs/home/",
        "/private/var/folders/",
        "//srv/share/",
    ]);
    let mut parts = vec![name(random)];
    parts.extend(folders(random, FOLDERS));
    let file = random.pick(FILES);
    let planted = path("path", prefix, "/", &parts, file);
    suffixed(random, planted)
}

fn windows_path(random: &mut Random) -> Planted {
    let prefix = random.pick(&[
        "C:\\Users\\",
        "d:\\home\\",
        "C:\\Documents and Settings\\",
        "\\\\?\\C:\\Users\\",
        "\\Users\\",
        "E:\\",
    ]);
    let separator = if random.one_in(5) { "/" } else { "\\" };
    let prefix =
        if separator == "/" && !prefix.starts_with('\\') { prefix.replace('\\', "/") } else { prefix.to_owned() };
    let separator = if prefix.contains('/') { "/" } else { "\\" };
    let mut parts = vec![name(random)];
    parts.extend(folders(random, FOLDERS));
    let file = random.pick(FILES);
    let planted = path("path", &prefix, separator, &parts, file);
    suffixed(random, planted)
}

fn network_path(random: &mut Random) -> Planted {
    let prefix = random.pick(&[
        "\\\\fileserver\\users$\\",
        "\\\\nas-01\\share\\",
        "\\\\?\\UNC\\nas\\share\\",
        "\\\\wsl$\\Ubuntu\\home\\",
    ]);
    let mut parts = vec![name(random)];
    parts.extend(folders(random, FOLDERS));
    path("path", prefix, "\\", &parts, random.pick(FILES))
}

fn spaced_path(random: &mut Random) -> Planted {
    let (prefix, separator) =
        [("/home/", "/"), ("/Users/", "/"), ("C:\\Users\\", "\\"), ("\\\\nas\\home\\", "\\"), ("C:/Users/", "/")]
            [random.below(5)];
    let mut parts = vec![random.pick(SPACED).to_owned()];
    parts.extend(folders(random, SPACED_FOLDERS));
    let file = random.pick(FILES);
    let mut planted = path("path with spaces", prefix, separator, &parts, file);
    if random.one_in(3) {
        let file = "my last model.onnx";
        planted = path("path with spaces", prefix, separator, &parts, file);
        planted.needs_quotes = true;
    }
    planted
}

fn home_folder(random: &mut Random) -> Planted {
    let (prefix, separator) = [
        ("/home/", "/"),
        ("/Users/", "/"),
        ("C:\\Users\\", "\\"),
        ("/mnt/c/Users/", "/"),
        ("\\\\nas\\home\\", "\\"),
        ("/media/", "/"),
    ][random.below(6)];
    let who = if random.one_in(4) { random.pick(SPACED) } else { random.pick(NAMES) };
    let end = if random.one_in(3) { separator } else { "" };
    let mut planted = Planted::new("home folder", format!("{prefix}{who}{end}")).gone([who.to_owned()]);
    planted.needs_quotes = who.contains(' ');
    planted
}

fn relative_path(random: &mut Random) -> Planted {
    let prefix = random.pick(&["./", "../", "../../", "work/", "out\\"]);
    let separator = if prefix.contains('\\') { "\\" } else { "/" };
    let mut parts = vec![name(random).replace('\'', "")];
    parts.extend(folders(random, FOLDERS));
    path("relative path", prefix, separator, &parts, random.pick(FILES))
}

fn variable_path(random: &mut Random) -> Planted {
    let (prefix, separator) =
        [("~/", "/"), ("$HOME/", "/"), ("%USERPROFILE%\\", "\\"), ("%APPDATA%\\", "\\"), ("$env:TEMP\\", "\\")]
            [random.below(5)];
    let mut parts = vec![random.pick(FOLDERS).to_owned()];
    parts.extend(folders(random, FOLDERS));
    path("path", prefix, separator, &parts, random.pick(FILES))
}

fn file_url(random: &mut Random) -> Planted {
    let prefix = random.pick(&[
        "file:///home/",
        "file:///C:/Users/",
        "file://localhost/home/",
        "file:/home/",
        "file://nas/home/",
    ]);
    let mut parts = vec![name(random)];
    parts.extend(folders(random, FOLDERS));
    path("file URL", prefix, "/", &parts, random.pick(FILES))
}

fn root_path(random: &mut Random) -> Planted {
    let who = name(random);
    let (value, gone) = if random.one_in(2) {
        (format!("/home/{who}/lib/python3.11/site-packages/winml/modelkit/commands/build.py"), who)
    } else {
        (format!("C:\\Users\\{who}\\src\\winml\\modelkit\\commands\\build.py"), who)
    };
    Planted::new("path below a root", value)
        .gone([gone, "site-packages".to_owned()])
        .kept("winml/modelkit/commands/build.py")
}

fn email(random: &mut Random) -> Planted {
    let who = random.pick(&[
        "alice",
        "maria.garcia",
        "o'brien",
        "first.last+tag",
        "jdoe42",
        "k_tanaka",
        "x",
        "josé",
        "张伟",
        "a-b-c",
        "1234567",
    ]);
    let host = random.pick(HOSTS);
    let value = format!("{who}@{host}");
    let shown = match random.below(6) {
        0 => format!("mailto:{value}"),
        1 => format!("user={value}"),
        2 => format!("<{value}>"),
        3 => format!("{who}%40{host}"),
        _ => value,
    };
    let mut planted =
        Planted::new("e-mail", shown.clone()).gone([format!("{who}@"), format!("{who}%40"), host.to_owned()]);
    planted.value = shown;
    planted
}

fn guid(random: &mut Random) -> Planted {
    let mut value = [8, 4, 4, 4, 12].map(|n| random.hex(n)).join("-");
    if random.one_in(2) {
        value = value.to_lowercase();
    }
    let shown = match random.below(4) {
        0 => format!("{{{value}}}"),
        1 => format!("id={value}"),
        2 => format!("urn:uuid:{value}"),
        _ => value.clone(),
    };
    Planted::new("GUID", shown).gone([value])
}

fn ipv4(random: &mut Random) -> Planted {
    let value = (0..4).map(|_| random.below(256).to_string()).collect::<Vec<_>>().join(".");
    let shown = match random.below(6) {
        0 => format!("{value}:8080"),
        1 => format!("{value}/24"),
        2 => format!("tcp://{value}:5555"),
        3 => format!("host={value}"),
        4 => format!("[{value}]"),
        _ => value.clone(),
    };
    Planted::new("IPv4", shown).gone([value])
}

fn ipv6(random: &mut Random) -> Planted {
    let group = |random: &mut Random| format!("{:x}", random.below(0x1_0000));
    let value = match random.below(5) {
        0 => (0..8).map(|_| format!("{:04x}", random.below(0x1_0000))).collect::<Vec<_>>().join(":"),
        1 => format!("2001:db8::{}", group(random)),
        2 => format!("fe80::{}:{}%eth0", group(random), group(random)),
        3 => format!("fd00:{}::{}:1", group(random), group(random)),
        _ => format!("2a02:{}:{}:{}::1", group(random), group(random), group(random)),
    };
    let shown = match random.below(4) {
        0 => format!("[{value}]:443"),
        1 => format!("{value}/64"),
        _ => value.clone(),
    };
    Planted::new("IPv6", shown).gone([value])
}

fn mac(random: &mut Random) -> Planted {
    let mut bytes: Vec<String> = (0..6).map(|_| format!("{:02x}", random.below(256))).collect();
    bytes[0] = "a4".to_owned();
    let value = match random.below(3) {
        0 => bytes.join(":"),
        1 => bytes.join("-").to_uppercase(),
        _ => bytes.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join("."),
    };
    Planted::new("MAC", value)
}

fn phone(random: &mut Random) -> Planted {
    let area = format!("{}{}", 2 + random.below(8), random.digits(2));
    let exchange = format!("{}{}", 2 + random.below(8), random.digits(2));
    let line = random.digits(4);
    let value = match random.below(8) {
        0 => format!("+1 {area} {exchange} {line}"),
        1 => format!("+1-{area}-{exchange}-{line}"),
        2 => format!("({area}) {exchange}-{line}"),
        3 => format!("{area}-{exchange}-{line}"),
        4 => format!("+44 20 {} {}", random.digits(4), random.digits(4)),
        5 => format!("+49{}{}", 3, random.digits(9)),
        6 => format!("+33 6 {} {} {} {}", random.digits(2), random.digits(2), random.digits(2), random.digits(2)),
        _ => format!("1-{area}-{exchange}-{line}"),
    };
    Planted::new("phone", value)
}

fn card(random: &mut Random) -> Planted {
    let (prefix, len) = [("4", 16), ("51", 16), ("34", 15), ("6011", 16), ("2221", 16)][random.below(5)];
    let mut digits = prefix.to_owned();
    digits.push_str(&random.digits(len - 1 - prefix.len()));
    let sum: u32 = digits.bytes().rev().enumerate().fold(0, |sum, (i, b)| {
        let digit = u32::from(b - b'0');
        sum + if i % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
    });
    digits.push_str(&((10 - sum % 10) % 10).to_string());
    let value = match (random.below(3), len) {
        (0, 16) => [&digits[..4], &digits[4..8], &digits[8..12], &digits[12..]].join(" "),
        (1, 16) => [&digits[..4], &digits[4..8], &digits[8..12], &digits[12..]].join("-"),
        (0, _) => [&digits[..4], &digits[4..10], &digits[10..]].join(" "),
        _ => digits,
    };
    Planted::new("card", value)
}

fn iban(random: &mut Random) -> Planted {
    let (country, len) = [("DE", 18), ("GB", 18), ("FR", 23), ("NL", 14)][random.below(4)];
    let account = match country {
        "GB" => format!("WEST{}", random.digits(14)),
        "NL" => format!("ABNA{}", random.digits(10)),
        _ => random.digits(len),
    };
    let spelled = format!("{account}{country}00");
    let rest = spelled.bytes().fold(0_u32, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b - b'A') + 10) % 97,
    });
    let value = format!("{country}{:02}{account}", 98 - rest);
    let spaced = value
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect::<Vec<_>>()
        .join(" ");
    Planted::new("IBAN", if random.one_in(2) { spaced } else { value })
}

fn account(random: &mut Random) -> Planted {
    let domain = random.pick(&["CONTOSO", "corp", "AzureAD", "NORTHWIND", "WS-77"]);
    let who = random.pick(&[
        "alice",
        "maria.garcia",
        "tnguyen",
        "robert",
        "nancy",
        "AliceSmith",
        "svc_telemetry7",
        "Ottoline",
    ]);
    Planted::new("account", format!("{domain}\\{who}")).gone([who.to_owned(), domain.to_owned()])
}

fn sid(random: &mut Random) -> Planted {
    Planted::new(
        "SID",
        format!("S-1-5-21-{}-{}-{}-1{}", random.digits(10), random.digits(10), random.digits(8), random.digits(3)),
    )
}

fn remote(random: &mut Random) -> Planted {
    let who = random.pick(&["alice", "tnguyen", "svc_telemetry7", "k_tanaka"]);
    let host = random.pick(&["buildbox", "gpu-07", "git.example.com", "192.0.2.7"]);
    let value = match random.below(3) {
        0 => format!("{who}@{host}:/srv/zebrafish/x.onnx"),
        1 => format!("{who}@{host}:zebrafish/repo.git"),
        _ => format!("{who}@{host}"),
    };
    Planted::new("user@host", value).gone([who.to_owned(), host.to_owned(), "zebrafish".to_owned()])
}

fn url(random: &mut Random) -> Planted {
    let host = random.pick(HOSTS);
    let scheme = random.pick(&["https", "http", "postgres", "ftp", "redis", "s3", "wss", "git+ssh", "mongodb+srv"]);
    let who = random.pick(&["ottoline", "tnguyen", "zebrafish"]);
    let key = random.base62(12);
    let (value, gone) = match random.below(8) {
        0 => (format!("{scheme}://{who}:{key}@{host}/db"), vec![who.to_owned(), key]),
        1 => (format!("{scheme}://{host}/users/{who}/repo?token={key}&x=1"), vec![who.to_owned(), key]),
        2 => (format!("{scheme}://{host}/{who}#{key}"), vec![who.to_owned(), key]),
        3 => (format!("{scheme}://{host}:8443/{who}/a%20b.onnx"), vec![who.to_owned()]),
        4 => (format!("{scheme}://{host}?email={who}%40{host}&sig={key}%3D"), vec![who.to_owned(), key]),
        5 => (format!("{scheme}://{who}@{host}/x"), vec![who.to_owned()]),
        6 => (format!("{scheme}://{who}:p@ss/w#rd{key}@{host}/x"), vec![who.to_owned(), "w#rd".to_owned(), key]),
        _ => (format!("{scheme}://{host}/a/b(c)/{who};v=1,2"), vec![who.to_owned()]),
    };
    Planted::new("URL", value).gone(gone).kept(format!("{scheme}://{host}"))
}

fn secret(random: &mut Random) -> Planted {
    let value = match random.below(14) {
        0 => format!("ghp_{}", random.base62(36)),
        1 => format!("github_pat_{}_{}", random.base62(22), random.base62(59)),
        2 => format!("AKIA{}", random.chars("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)),
        3 => format!("hf_{}", random.base62(34)),
        4 => format!("sk-{}", random.base62(48)),
        5 => {
            format!("sk-proj-{}", random.chars("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", 60))
        }
        6 => format!("sk-ant-api03-{}", random.base62(40)),
        7 => format!("xoxb-{}-{}", random.digits(12), random.base62(24)),
        8 => format!("glpat-{}", random.base62(20)),
        9 => format!("eyJ{}.eyJ{}.{}", random.base62(30), random.base62(60), random.base62(43)),
        10 => format!("AIza{}", random.base62(35)),
        11 => format!("npm_{}", random.base62(36)),
        12 => format!("sk_live_{}", random.base62(24)),
        _ => format!(
            "-----BEGIN RSA PRIVATE KEY-----\n{}\n{}\n-----END RSA PRIVATE KEY-----",
            random.base62(64),
            random.base62(20)
        ),
    };
    let tail: String = value.chars().skip(value.chars().count() / 2).take(8).collect();
    Planted::new("secret", value.clone()).gone([value, tail])
}

fn password(random: &mut Random) -> String {
    match random.below(5) {
        0 => "hunter2".to_owned(),
        1 => format!("{}!{}", random.base62(6), random.digits(2)),
        2 => "correcthorsebattery".to_owned(),
        3 => format!("P@{}$", random.base62(7)),
        _ => random.base62(10),
    }
}

fn keyed(random: &mut Random) -> Planted {
    let value = password(random);
    let key = random.pick(&[
        "password",
        "Password",
        "PGPASSWORD",
        "db_password",
        "pwd",
        "passwd",
        "secret",
        "client_secret",
        "api_key",
        "apiKey",
        "X-Api-Key",
        "AWS_SECRET_ACCESS_KEY",
        "AccountKey",
    ]);
    let shown = match random.below(4) {
        0 => format!("{key}={value}"),
        1 => format!("{key}: {value}"),
        2 => format!("{key}='{value}'"),
        _ => format!("--{key} {value}"),
    };
    Planted::new("keyed secret", shown).gone([value])
}

fn json_keyed(random: &mut Random) -> Planted {
    let value = password(random);
    let key = random.pick(&["password", "secret", "apiKey", "client_secret", "passphrase"]);
    let shown = match random.below(4) {
        0 => format!("{{\"{key}\":\"{value}\"}}"),
        1 => format!("{{\"{key}\": \"{value} and more\"}}"),
        2 => format!("{{\\\"{key}\\\":\\\"{value}\\\"}}"),
        _ => format!("{{'{key}': '{value}'}}"),
    };
    Planted::new("keyed secret", shown).gone([value])
}

fn token(random: &mut Random) -> Planted {
    let value = match random.below(5) {
        0 => random.hex(40),
        1 => random.hex(32),
        2 => random.hex(64),
        3 => format!("{}7{}", random.base62(20), random.base62(16)),
        _ => format!(
            "{}4{}",
            random.chars("abcdefghijklmnopqrstuvwxyz0123456789", 20),
            random.chars("abcdefghijklmnopqrstuvwxyz0123456789", 12)
        ),
    };
    let shown = match random.below(4) {
        0 => format!("Bearer {value}"),
        1 => format!("id:{value}"),
        2 => format!("sha256:{value}"),
        _ => value.clone(),
    };
    Planted::new("token", shown).gone([value])
}

fn machine(random: &mut Random) -> Planted {
    let value = random.pick(&MACHINE);
    let shown = match random.below(3) {
        0 => value.to_uppercase(),
        1 => value.to_lowercase(),
        _ => value.to_owned(),
    };
    Planted::new("machine name", shown)
}

fn connection(random: &mut Random) -> Planted {
    let value = password(random);
    let who = random.pick(&["ottoline", "tnguyen"]);
    let shown = match random.below(3) {
        0 => format!("Server=db;Database=x;User Id={who};Password={value};Encrypt=True"),
        1 => format!("host=db port=5432 user={who} password={value} dbname=x"),
        _ => {
            format!("DefaultEndpointsProtocol=https;AccountName={who};AccountKey={value}==;EndpointSuffix=core.example")
        }
    };
    Planted::new("connection string", shown).gone([value, who.to_owned()])
}
