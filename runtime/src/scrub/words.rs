//! Which words are keys, and which of them a text may hold at all: told from their last letters, since nearly every word of a text
//! is none.

use super::bytes::same;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Always secret.
    Secret,
    /// Secret unless it is a number or a word: programs speak of tokens too.
    Token,
    /// `Bearer`, `Basic`: the next word.
    Scheme,
    /// A header whose whole line is secret.
    Header,
    /// Who someone is.
    User,
    /// Who someone is, if quoted: `role "alice"`.
    Role,
    /// A phone number follows, whatever its form.
    Phone,
}

/// Whether the word that ends at `end` may be a key.
#[inline]
pub(super) fn may_be(bytes: &[u8], end: usize) -> bool {
    match bytes[end - 1] | 0x20 {
        // `-u name:password`, `-p password`
        b'u' | b'p' if end > 1 && bytes[end - 2] == b'-' => true,
        // An escaped quote follows.
        b'|' => true,
        _ => may_end(bytes, end) && (!bytes[..end].ends_with(b"ion") || may_be_authorization(bytes, end)),
    }
}

/// Bits of the number to which the last bytes of a key are hashed.
const TAIL_BITS: u32 = 12;

/// For the hash of three bytes with which keys end, which bytes may stand before them: a bit for each, of the low three bits.
static TAILS: [u8; 1 << TAIL_BITS] = tails();

/// Made of the words themselves, so that a new one is found without another word here.
const fn tails() -> [u8; 1 << TAIL_BITS] {
    let mut table = [0; 1 << TAIL_BITS];
    let mut list = 0;
    while list < KEYS.len() {
        let mut word = 0;
        while word < KEYS[list].len() {
            let bytes = KEYS[list][word].as_bytes();
            let n = bytes.len();
            let before = if n > 3 { Some(bytes[n - 4]) } else { None };
            add(&mut table, before, [bytes[n - 3], bytes[n - 2], bytes[n - 1]]);
            word += 1;
        }
        list += 1;
    }
    // Of the words that people write apart, these are divided within the last three letters: `user_id`, `user-id`, `User Id`.
    add(&mut table, None, *b"_id");
    add(&mut table, None, *b"-id");
    add(&mut table, None, *b" id");
    table
}

const fn add(table: &mut [u8; 1 << TAIL_BITS], before: Option<u8>, [a, b, c]: [u8; 3]) {
    let place = &mut table[tail(u32::from_le_bytes([0, a, b, c]) | 0x2020_2020)];
    *place |= match before {
        Some(before) => 1 << ((before | 0x20) & 7),
        None => u8::MAX,
    };
}

/// The hash of the last three of four bytes.
const fn tail(letters: u32) -> usize {
    ((letters >> 8).wrapping_mul(0x9e37_79b1) >> (u32::BITS - TAIL_BITS)) as usize
}

/// Whether some key ends like the last three of four bytes. Nearly every word of a text is sent away here.
pub(super) fn is_tail(last: u32) -> bool {
    TAILS[tail(last | 0x2020_2020)] != 0
}

/// Whether some key ends like the four bytes before `end`.
pub(super) fn may_end(bytes: &[u8], end: usize) -> bool {
    let letters = last_four(bytes, end);
    let before = TAILS[tail(letters)];
    // People write `api key` and `api_key`.
    before >> (letters & 7) & 1 == 1
        || (before != 0 && !end.checked_sub(4).is_some_and(|at| bytes[at].is_ascii_alphanumeric()))
}

/// The bytes before `end`, of letters the small ones; before the text stand spaces.
fn last_four(bytes: &[u8], end: usize) -> u32 {
    let last = bytes[..end].last_chunk().copied().unwrap_or_else(|| {
        let mut last = [b' '; 4];
        last[4 - end..].copy_from_slice(&bytes[..end]);
        last
    });
    u32::from_le_bytes(last) | 0x2020_2020
}

/// Whether what ends with `zation` is no `normalization`. What joins words may stand in between: `authori_zation`.
fn may_be_authorization(bytes: &[u8], end: usize) -> bool {
    let before = end.checked_sub(8).and_then(|from| bytes.get(from..from + 2));
    before.is_none_or(|two| same(two, "ri") || !two.iter().all(u8::is_ascii_alphanumeric))
}

const SECRETS: [&str; 22] = [
    "password",
    "passwort",
    "kennwort",
    "senha",
    "passwd",
    "passwrd",
    "pwd",
    "passphrase",
    "passcode",
    "secret",
    "apikey",
    "accesskey",
    "accountkey",
    "privatekey",
    "secretkey",
    "signingkey",
    "encryptionkey",
    "masterkey",
    "subscriptionkey",
    "functionskey",
    "credential",
    "credentials",
];
const TOKENS: [&str; 8] = ["token", "jwt", "sig", "signature", "sessionid", "sessid", "auth", "instrumentationkey"];
const HEADERS: [&str; 2] = ["authorization", "cookie"];
const USERS: [&str; 8] = ["user", "username", "logname", "userid", "login", "uid", "gid", "accountname"];
/// Keys that end with `pass`, as variables of the environment do; `render_pass` is none.
const PASSES: [&str; 11] = [
    "dbpass",
    "smtppass",
    "userpass",
    "mysqlpass",
    "ftppass",
    "proxypass",
    "adminpass",
    "mailpass",
    "loginpass",
    "rootpass",
    "redispass",
];
/// Words before a quoted name.
const ROLES: [&str; 4] = ["role", "account", "owner", "principal"];
pub(super) const PHONES: [&str; 8] = ["phone", "tel", "telephone", "mobile", "cell", "fax", "call", "phonenumber"];

/// Keys that are one of these from end to end, and those that end so.
const SHORT_SECRETS: [&str; 1] = ["pass"];
const SCHEMES: [&str; 2] = ["bearer", "basic"];
const USER_ENDS: [&str; 2] = ["username", "dbuser"];

/// All of them.
const KEYS: [&[&str]; 11] = [
    &SECRETS,
    &PASSES,
    &SHORT_SECRETS,
    &HEADERS,
    &SCHEMES,
    &TOKENS,
    &USERS,
    &USER_ENDS,
    &ROLES,
    &PHONES,
    &FOREIGN_SECRETS,
];

pub(super) fn classify(key: &[u8]) -> Option<Kind> {
    let last = key.last();
    let ends =
        |words: &[&str]| words.iter().any(|word| word.as_bytes().last() == last && key.ends_with(word.as_bytes()));
    let is = |words: &[&str]| words.iter().any(|word| word.len() == key.len() && key == word.as_bytes());
    if ends(&SECRETS) || ends(&PASSES) || is(&SHORT_SECRETS) {
        Some(Kind::Secret)
    } else if ends(&HEADERS) {
        Some(Kind::Header)
    } else if is(&SCHEMES) {
        Some(Kind::Scheme)
    } else if ends(&TOKENS) {
        Some(Kind::Token)
    } else if is(&USERS) || ends(&USER_ENDS) {
        Some(Kind::User)
    } else if is(&ROLES) {
        Some(Kind::Role)
    } else if is(&PHONES) {
        Some(Kind::Phone)
    } else {
        None
    }
}

/// Keys of secrets that do not end with a letter of ASCII, or hold none.
const FOREIGN_SECRETS: [&str; 11] = [
    "пароль",
    "Пароль",
    "ПАРОЛЬ",
    "密码",
    "密碼",
    "口令",
    "パスワード",
    "비밀번호",
    "암호",
    "contraseña",
    "Contraseña",
];
/// Words before a phone number. Who writes one out in ASCII uses one of [`PHONES`].
const FOREIGN_PHONES: [&str; 12] =
    ["电话", "電話", "手机", "手機", "携帯", "전화", "телефон", "Телефон", "тел.", "Тел.", "teléfono", "téléphone"];
/// Bytes before a number in which such a word is looked for.
const FOREIGN_PHONE_BYTES: usize = 24;

pub(super) fn is_foreign_secret(bytes: &[u8], end: usize) -> bool {
    FOREIGN_SECRETS.iter().any(|word| bytes[..end].ends_with(word.as_bytes()))
}

fn is_ascii(text: &[u8]) -> bool {
    let (eights, rest) = text.as_chunks::<8>();
    eights.iter().fold(0, |all, eight| all | u64::from_le_bytes(*eight)) & 0x8080_8080_8080_8080 == 0 && rest.is_ascii()
}

/// Whether a word of another script says that the number at `at` is a phone's.
pub(super) fn is_foreign_phone_before(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(FOREIGN_PHONE_BYTES)..at];
    !is_ascii(before)
        && (0..before.len()).any(|n| FOREIGN_PHONES.iter().any(|word| before[n..].starts_with(word.as_bytes())))
}

/// Whether one of the words right before `at` says that a phone number follows.
pub(super) fn is_phone_before(bytes: &[u8], at: usize) -> bool {
    bytes[at.saturating_sub(24)..at]
        .split(|b| !b.is_ascii_alphabetic())
        .any(|word| PHONES.iter().any(|phone| same(word, phone)))
}
