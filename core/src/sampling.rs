/// The part of the sessions in which an event is sent, in thousandths of a percent.
///
/// ```
/// use candor_core::Sampling;
/// let tenth: Sampling = "10%".parse().unwrap();
/// assert_eq!((tenth.thousandths(), tenth.to_string().as_str()), (10_000, "10%"));
/// assert!(tenth < Sampling::ALL && "0%".parse::<Sampling>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sampling(u32);

impl Sampling {
    /// Every session.
    pub const ALL: Self = Self(100_000);

    /// From 1 to 100,000.
    #[must_use]
    pub const fn thousandths(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for Sampling {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, fraction) = (self.0 / 1_000, self.0 % 1_000);
        match format!("{fraction:03}").trim_end_matches('0') {
            "" => write!(f, "{whole}%"),
            digits => write!(f, "{whole}.{digits}%"),
        }
    }
}

impl std::str::FromStr for Sampling {
    type Err = ();

    /// A percentage above 0 and up to 100, with at most three decimals.
    fn from_str(text: &str) -> Result<Self, ()> {
        let number = text.strip_suffix('%').ok_or(())?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let is_digits = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(());
        }
        let thousandths = format!("{whole}{fraction:0<3}").parse().map_err(|_| ())?;
        if (1..=Self::ALL.0).contains(&thousandths) { Ok(Self(thousandths)) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Sampling;

    #[test]
    fn a_part_is_written_as_it_is_read() {
        for (text, thousandths) in
            [("100%", 100_000), ("10%", 10_000), ("0.5%", 500), ("2.125%", 2_125), ("0.001%", 1), ("99.999%", 99_999)]
        {
            let part: Sampling = text.parse().unwrap();
            assert_eq!((part.thousandths(), part.to_string().as_str()), (thousandths, text));
        }
        assert_eq!("1.50%".parse::<Sampling>().unwrap().to_string(), "1.5%");
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in
            ["", "%", "10", "0%", "0.000%", "100.001%", "101%", "010%", "1.2345%", ".5%", "5.%", "-1%", "1e1%", " 1%"]
        {
            assert!(text.parse::<Sampling>().is_err(), "{text}");
        }
    }
}
