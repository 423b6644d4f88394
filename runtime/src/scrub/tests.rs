//! Messages and what becomes of them, kind by kind.

use super::{MachineNames, Scrubber};

fn scrubber() -> Scrubber {
    Scrubber::new(&["winml/modelkit"]).with_names(&MachineNames::new(["zoe.miller", "WS-0417", "Zoë", "万里子"]))
}

fn check(rows: &[(&str, &str)]) {
    let scrubber = scrubber();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let out = scrubber.scrub(text, 500);
            (out.as_str() != *expected).then(|| format!("{text:?}\n  is  {:?}\n  not {expected:?}", out.as_str()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn stays(texts: &[&str]) {
    check(&texts.iter().map(|text| (*text, *text)).collect::<Vec<_>>());
}

#[test]
fn every_row_of_the_reference_table() {
    check(&[
        (r"C:\Users\Alice\src\winml\modelkit\commands\build.py", "winml/modelkit/commands/build.py"),
        (r"C:\Users\Alice\models\mobilenet.onnx", "mobilenet.onnx"),
        ("failed to reach alice@example.com", "failed to reach <scrubbed>"),
        ("job 12345678-1234-5678-1234-567812345678 failed", "job <scrubbed> failed"),
        ("connection to 10.0.0.1 refused", "connection to <scrubbed> refused"),
        ("expected version 1.18.999.1", "expected version 1.18.999.1"),
        ("bind 2001:db8::1 failed", "bind <scrubbed> failed"),
        ("Bearer example_token_1234567890abcdefghij", "Bearer <scrubbed>"),
        ("WinMLImageFeatureExtractionEvaluator", "WinMLImageFeatureExtractionEvaluator"),
        (r"model file not found: C:\Users\Alice\models\mobilenet.onnx", "model file not found: mobilenet.onnx"),
    ]);
}

#[test]
fn paths_in_every_surrounding() {
    check(&[
        ("open /home/alice/models/net.onnx failed", "open net.onnx failed"),
        ("open '/home/alice/models/net.onnx' failed", "open 'net.onnx' failed"),
        ("open \"/home/alice smith/my models/net.onnx\" failed", "open \"net.onnx\" failed"),
        ("open `/home/alice/net.onnx`", "open `net.onnx`"),
        ("(/home/alice/net.onnx)", "(net.onnx)"),
        ("[/home/alice/net.onnx:12:7]", "[net.onnx:12:7]"),
        ("<C:/Users/Alice/net.onnx>", "<net.onnx>"),
        (r#"{"path":"C:\\Users\\Alice\\net.onnx"}"#, r#"{"path":"net.onnx"}"#),
        (r#"{\"path\":\"C:\\\\Users\\\\Alice Smith\\\\net.onnx\"}"#, r#"{\"path\":\"net.onnx\"}"#),
        (r#"{"path":"\/home\/alice\/net.onnx"}"#, r#"{"path":"net.onnx"}"#),
        ("--input=/home/alice/net.onnx", "--input=net.onnx"),
        ("input: /home/alice/net.onnx:3", "input: net.onnx:3"),
        ("path=C:\\Users\\Alice\\net.onnx, x=1", "path=net.onnx, x=1"),
        (r"cannot open C:\Users\Alice Smith\My Models\net.onnx for reading", "cannot open net.onnx for reading"),
        (r"cannot open 'C:\Users\Alice Smith\My Models\net.onnx'", "cannot open 'net.onnx'"),
        (r"C:\Program Files (x86)\Contoso Ltd\app.exe crashed", "app.exe crashed"),
        (r"C:\Documents and Settings\Alice\x.txt", "x.txt"),
        (r"\\server\share\alice\x.txt missing", "x.txt missing"),
        (r"\\?\C:\Users\Alice\x.txt", "x.txt"),
        (r"\\?\UNC\server\share\alice\x.txt", "x.txt"),
        (r"\\alice-pc is not reachable", "<scrubbed> is not reachable"),
        ("//server/share/alice/x.txt", "x.txt"),
        ("file:///home/alice/x.txt", "x.txt"),
        ("file:///C:/Users/Alice/x.txt", "x.txt"),
        ("file:/home/alice/x.txt", "x.txt"),
        ("~/models/x.onnx", "x.onnx"),
        ("~alice/x.onnx", "x.onnx"),
        ("cd ~alice failed", "cd <scrubbed> failed"),
        ("$HOME/models/x.onnx", "x.onnx"),
        (r"%USERPROFILE%\models\x.onnx", "x.onnx"),
        ("./models/x.onnx", "x.onnx"),
        ("../alice/x.onnx", "x.onnx"),
        ("models/alice/x.onnx", "x.onnx"),
        (r"models\alice\x.onnx", "x.onnx"),
        (r"models\x.onnx", "x.onnx"),
        ("/home/alice", "<scrubbed>"),
        ("/home/alice: Permission denied", "<scrubbed>: Permission denied"),
        (r"C:\Users\Alice", "<scrubbed>"),
        (r"'C:\Users\Alice Smith' is not a folder", "'<scrubbed>' is not a folder"),
        (r"C:\Users\Alice Smith is not a folder", "<scrubbed> is not a folder"),
        ("/Users/alice/", "<scrubbed>/"),
        ("copy /home/alice/a.txt to /home/bob/b.txt", "copy a.txt to b.txt"),
        ("copy /home/alice/a /home/bob/b", "copy a b"),
        ("PATH=/home/alice/bin:/home/bob/lib", "PATH=bin:lib"),
        ("File \"/home/alice/x.py\", line 3, in <module>", "File \"x.py\", line 3, in <module>"),
        ("line one\n/home/alice/x.py\tand\n/home/bob/y.py", "line one\nx.py\tand\ny.py"),
        ("无法打开文件“C:\\Users\\张伟\\模型\\a.onnx”。", "无法打开文件“a.onnx”。"),
        ("/home/josé/модели/сеть.onnx", "сеть.onnx"),
        ("/data/Smith,John/x.onnx", "x.onnx"),
        (r"D:\data\O'Brien\x.onnx", "x.onnx"),
        ("/home/alice/My\\ Models/x.onnx", "x.onnx"),
        ("/home/alice/alice@example.com.log", "<scrubbed>"),
        ("/root/.cache/winml/modelkit/x/y.py:3", "winml/modelkit/x/y.py:3"),
        ("C:\\Users\\Alice\\x.onnx\\nTraceback", "x.onnx\\nTraceback"),
        ("redirect=%2Fhome%2Falice%2Fx.onnx", "redirect=<scrubbed>"),
        ("at Object.<anonymous> (/home/alice/app/index.js:10:3)", "at Object.<anonymous> (index.js:10:3)"),
        ("/mnt/c/Users/alice/x.onnx", "x.onnx"),
        ("u'C:\\Users\\Alice Smith\\x.onnx'", "u'x.onnx'"),
    ]);
}

#[test]
fn urls_keep_scheme_and_host() {
    check(&[
        ("https://example.com/a/b?c=d#e", "https://example.com"),
        ("https://alice:secret@example.com:8080/a", "https://example.com:8080"),
        ("GET https://huggingface.co/api/models/alice/net failed", "GET https://huggingface.co failed"),
        ("(https://example.com/a?sig=abc): timed out", "(https://example.com): timed out"),
        ("postgres://alice:p/a#ss@db.example.com/x", "postgres://db.example.com"),
        ("http://10.0.0.1:8080/x", "http://<scrubbed>:8080"),
        ("http://[2001:db8::1]:8080/x", "http://[<scrubbed>]:8080"),
        ("see https://example.com.", "see https://example.com."),
        ("\"https:\\/\\/example.com\\/alice\"", "\"https:\\/\\/example.com\""),
        ("jdbc:sqlserver://db.example.com:1433;user=alice;password=x", "jdbc:sqlserver://db.example.com:1433"),
        ("sqlite:////home/alice/x.db", "sqlite:x.db"),
    ]);
}

#[test]
fn people_accounts_and_machines() {
    check(&[
        ("user=alice@example.com,", "user=<scrubbed>,"),
        ("invalid User alice", "invalid User <scrubbed>"),
        ("<alice.o'brien+x@mail.example.co.uk>", "<<scrubbed>>"),
        ("josé@exämple.com", "<scrubbed>"),
        ("git@github.com:alice/repo.git denied", "<scrubbed> denied"),
        ("alice@laptop: Permission denied (publickey).", "<scrubbed>: Permission denied (publickey)."),
        ("alice@10.0.0.1:22", "<scrubbed>:22"),
        (r"CONTOSO\alice has no access", "<scrubbed> has no access"),
        (r"logon of 'CONTOSO\alice.smith' failed", "logon of '<scrubbed>' failed"),
        ("S-1-5-21-3623811015-3361044348-30300820-1013", "<scrubbed>"),
        ("user 'alice'@'localhost'", "user '<scrubbed>'@'localhost'"),
        ("password authentication failed for user \"alice\"", "password authentication failed for user \"<scrubbed>\""),
        ("00:1A:2b:3C:4d:5E up", "<scrubbed> up"),
        ("00-1A-2b-3C-4d-5E", "<scrubbed>"),
        ("001a.2b3c.4d5e", "<scrubbed>"),
        ("fe80::1%eth0: no route", "<scrubbed>: no route"),
        ("[::1]:8080", "[<scrubbed>]:8080"),
        ("::ffff:10.0.0.1", "<scrubbed>"),
        ("addr:2001:db8:85a3:0:0:8a2e:370:7334, next", "addr:<scrubbed>, next"),
        ("range 10.0.0.1-10.0.0.9/24", "range <scrubbed>-<scrubbed>/24"),
        ("{12345678-1234-5678-1234-567812345678}", "{<scrubbed>}"),
        ("ZOE.MILLER logged into ws-0417.", "<scrubbed> logged into <scrubbed>."),
        ("zoë und 万里子的电脑", "<scrubbed> und <scrubbed>的电脑"),
        ("ws-04171 stays", "ws-04171 stays"),
    ]);
}

#[test]
fn numbers_of_a_person() {
    check(&[
        ("call +1 555 123 4567 now", "call <scrubbed> now"),
        ("+44 20 7946 0958", "<scrubbed>"),
        ("(555) 123-4567", "(<scrubbed>"),
        ("555-123-4567.", "<scrubbed>."),
        ("1-800-555-1234", "<scrubbed>"),
        ("phone: 5551234567", "phone: <scrubbed>"),
        ("06 12 34 56 78", "<scrubbed>"),
        ("card 4111 1111 1111 1111 declined", "card <scrubbed> declined"),
        ("4111-1111-1111-1111", "<scrubbed>"),
        ("378282246310005", "<scrubbed>"),
        ("GB82 WEST 1234 5698 7654 32", "<scrubbed>"),
        ("DE89370400440532013000", "<scrubbed>"),
    ]);
}

#[test]
fn secrets() {
    check(&[
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "<scrubbed>"),
        ("key AKIAIOSFODNN7EXAMPLE used", "key <scrubbed> used"),
        ("hf_AbCdEfGhIjKlMnOpQrStUvWxYz", "<scrubbed>"),
        ("sk-proj-abc123def456ghi789", "<scrubbed>"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def-1", "<scrubbed>"),
        ("password=hunter2", "password=<scrubbed>"),
        ("password: hunter2, retry", "password: <scrubbed>, retry"),
        ("{\"password\": \"correct horse\"}", "{\"password\": \"<scrubbed>\"}"),
        ("{\\\"password\\\":\\\"hunter2\\\"}", "{\\\"password\\\":\\\"<scrubbed>\\\"}"),
        ("Server=db;User Id=alice;Password=x y;", "Server=db;User Id=<scrubbed>;Password=<scrubbed> y;"),
        ("--api-key abc123", "--api-key <scrubbed>"),
        ("HF_TOKEN=abcdefg", "HF_TOKEN=<scrubbed>"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer <scrubbed>"),
        ("Cookie: a=b; c=d", "Cookie: <scrubbed>"),
        ("a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nb", "a\n<scrubbed>\nb"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE", "<scrubbed>"),
        ("commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "commit <scrubbed>"),
    ]);
}

#[test]
fn what_a_developer_needs_stays() {
    stays(&[
        "",
        "std::vec::Vec<T> at 12:34:56, 2026-04-21T07:12:41.603Z",
        "a::b dead::beef f32::abc crate::module::function",
        "version 1.2.3-rc.1, v10.0.1, Python 3.11.7",
        "invalid User certificate",
        "error 0x80070005, 0xDEADBEEFCAFE0000, exit code -1073741819",
        "shape [1, 3, 224, 224] does not match (1,3,256,256) or 224x224",
        "text/html; application/json, image/svg+xml",
        "ratio 3/4, 16/9, tok/s, and/or, I/O, N/A",
        "microsoft/Phi-3-mini-4k-instruct-onnx and bert-base-uncased",
        "meta-llama/Llama-3.2-1B-Instruct-GGUF-Q4_K_M",
        "winml.modelkit.commands.build, numpy.core.multiarray",
        "ERROR_INVALID_ARGUMENT_IN_FP16_MODE_2",
        "a + b / c == d && e || !f; x -> y => z <= 3 >= 2 != 1",
        "GET /healthz -> 404",
        "21/Apr/2026 and 2026/04/21 and 04/21/2026",
        "test_int8_quantization_of_resnet50_with_dynamic_axes failed",
        "Модель не найдена, 无法打开模型, keine Übereinstimmung",
        "1234567890 bytes of 4294967296, 99.9%, 3.14159265358979",
        "unexpected token: identifier, expected `;`",
        "password: must be at least 8 characters",
        "can't open user's file; it's empty",
        "max_tokens=512 eos_token=2 num_users=3",
        "lodash@4.17.21 torch@latest foo@v1.2.3",
        "10 > 9, ~5%, ~100ms, Foo::~Foo()",
        "x86_64-unknown-linux-gnu, cp311-manylinux2014_x86_64",
        "CPU/GPU/NPU",
        "Bearer token missing; Basic authentication required",
        "ends with \\n or \\t, \\x1b[31m, \\u00e9",
    ]);
}

#[test]
fn scrubbing_comes_before_the_cap() {
    let scrubber = scrubber();
    for max in 0..60 {
        let out = scrubber.scrub("failed to reach alice.maria.smith@mail.example.com today", max);
        assert!(out.as_str().chars().count() <= max, "{out}");
        assert!(!out.as_str().contains("alice"), "{out}");
        assert_eq!(scrubber.scrub(out.as_str(), max), out);
    }
}

#[test]
fn source_paths_say_nothing_about_the_machine() {
    let scrubber = scrubber();
    for (path, expected) in [
        (r"C:\Users\Alice\src\winml\modelkit\commands\build.py", "winml/modelkit/commands/build.py"),
        (
            "/home/alice/.cargo/registry/src/index.example-1949cf8c6b5b557f/serde-1.0.1/src/lib.rs",
            "serde-1.0.1/src/lib.rs",
        ),
        ("/rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869/library/std/src/panicking.rs", "std/src/panicking.rs"),
        (
            "/home/alice/.rustup/toolchains/stable/lib/rustlib/src/rust/library/core/src/ops/function.rs",
            "core/src/ops/function.rs",
        ),
        (r"/rustc/9fc6b43126469e3858e2fe86cafb4f0fd5068869\library\std\src\rt.rs", "std/src/rt.rs"),
        ("/rust/deps/hashbrown-0.15.2/src/raw/mod.rs", "hashbrown-0.15.2/src/raw/mod.rs"),
        (
            r"C:\Users\Alice\.cargo\registry\src\index.example-1949cf8c6b5b557f\clap_builder-4.5.0-rc.1\src\lib.rs",
            "clap_builder-4.5.0-rc.1/src/lib.rs",
        ),
        ("/home/alice/registry/src/main.rs", "src/main.rs"),
        ("/home/alice/app/target/debug/build/app-0123456789abcdef/out/telemetry.rs", "telemetry.rs"),
        ("/home/alice/src/app/src/main.rs", "src/main.rs"),
        ("./src/main.rs", "src/main.rs"),
        ("src/main.rs", "src/main.rs"),
        ("/home/alice/app/build.rs", "build.rs"),
        ("/home/alice", "<scrubbed>"),
        ("/srv/winml/modelkit'alice@example.com", "<scrubbed>"),
        ("", ""),
    ] {
        let out = scrubber.scrub_path(path);
        assert_eq!(out.as_str(), expected, "{path}");
        assert_eq!(scrubber.scrub_path(out.as_str()), out, "{path}");
    }
}

#[test]
fn a_pattern_of_the_product_scrubs_too() {
    let scrubber = Scrubber::new(&[])
        .with_pattern("ticket", r"\bOPS-\d+\b")
        .and_then(|scrubber| scrubber.with_pattern("host", r"(?i)\bbld\d{3}\b"))
        .expect("two patterns");
    for (text, expected) in [
        ("OPS-12 on BLD007, bld008: alice@example.com", "<scrubbed> on <scrubbed>, <scrubbed>: <scrubbed>"),
        ("/srv/OPS-12/x.onnx", "x.onnx"),
        ("OPS- and bld0 stay", "OPS- and bld0 stay"),
    ] {
        let out = scrubber.scrub(text, 500);
        assert_eq!(out.as_str(), expected);
        assert_eq!(scrubber.scrub(out.as_str(), 500), out);
    }
    let rules: Vec<_> = scrubber.explain("OPS-12 from 10.0.0.1").iter().map(|found| found.rule().to_owned()).collect();
    assert_eq!(rules, ["ticket", "ipv4"]);
}

#[test]
fn a_pattern_that_cannot_work_is_refused_by_name() {
    for (regex, reason) in
        [("(", "unclosed group"), ("a*", "empty text"), (r"\w{1000}{1000}", "size limit"), (r"(a)\1", "backreference")]
    {
        let error = Scrubber::new(&[]).with_pattern("ticket", regex).expect_err(regex).to_string();
        assert!(error.starts_with("scrub pattern `ticket`: "), "{error}");
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_pattern_that_was_checked_and_fails_all_the_same_lets_nothing_through() {
    let scrubber = Scrubber::new(&[]).with_pattern_or_nothing("ticket", "(");
    assert_eq!(scrubber.scrub("OPS-12 is closed", 500).as_str(), "<scrubbed>");
    assert_eq!(scrubber.scrub("<scrubbed>", 500).as_str(), "<scrubbed>");
    assert_eq!(scrubber.scrub("", 500).as_str(), "");
    assert_eq!(scrubber.scrub_path("src/OPS-12.rs").as_str(), "<scrubbed>");
    assert_eq!(scrubber.explain("OPS-12")[0].rule(), "ticket");
    let scrubber = Scrubber::new(&[]).with_pattern_or_nothing("ticket", r"OPS-\d+");
    assert_eq!(scrubber.scrub("OPS-12 is closed", 500).as_str(), "<scrubbed> is closed");
}

#[test]
fn patterns_that_overlap_leave_nothing_of_either() {
    let scrubber = Scrubber::new(&[])
        .with_pattern("ticket", r"OPS-\d+")
        .and_then(|scrubber| scrubber.with_pattern("pair", r"\d+:bld\d+"))
        .expect("two patterns");
    assert_eq!(scrubber.scrub("see OPS-12:bld7 now", 500).as_str(), "see <scrubbed> now");
}

/// Each match of such a pattern reads on to the end of the text.
#[test]
fn more_matches_than_can_be_found_in_time_take_the_text_with_them() {
    let scrubber = Scrubber::new(&[]).with_pattern("ticket", r"OPS-\d+(.*closed)?").expect("a pattern");
    let text = "OPS-12 ".repeat(1_000);
    assert_eq!(scrubber.scrub_unbounded(&text).as_str(), "<scrubbed> ".repeat(1_000));
    assert_eq!(scrubber.scrub_unbounded(&"OPS-12 ".repeat(1_001)).as_str(), "<scrubbed>");
}

#[test]
fn a_pattern_that_matches_its_own_mark_comes_to_an_end() {
    let scrubber = Scrubber::new(&[]).with_pattern("words", r"\w+").expect("a pattern");
    assert_eq!(scrubber.scrub("one two", 500).as_str(), "<scrubbed> <scrubbed>");
}

#[test]
fn an_explanation_names_each_rule() {
    let text = r"C:\Users\Alice\x.onnx alice@example.com 10.0.0.1 zoe.miller https://example.com/a";
    let found = scrubber().explain(text);
    let told: Vec<_> = found.iter().map(|found| (found.rule(), &text[found.range()])).collect();
    assert_eq!(
        told,
        [
            ("path", r"C:\Users\Alice\"),
            ("e-mail", "alice@example.com"),
            ("ipv4", "10.0.0.1"),
            ("machine name", "zoe.miller"),
            ("url", "example.com/a"),
        ]
    );
}

#[test]
fn a_text_may_end_anywhere() {
    let scrubber = Scrubber::new(&[]);
    let words = [
        "user -p",
        "-u",
        "-u name:",
        "password:",
        "user '",
        "token \\\"",
        "Bearer",
        "密码",
        "-----BEGIN",
        "http://",
        "@",
        "C:\\",
    ];
    for text in words.iter().flat_map(|word| word.char_indices().map(|(at, c)| &word[..at + c.len_utf8()])) {
        let _ = scrubber.scrub_unbounded(text);
        let _ = scrubber.scrub_unbounded(&format!("7 {text}"));
    }
}
