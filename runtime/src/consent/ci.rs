use candor_core::{CI_VALUES, CI_VARIABLES};

use super::environment::Environment;

/// The variable that says that a build service runs this process.
pub(super) fn detect(env: &Environment) -> Option<&'static str> {
    let holds = |name: &str, part: &str| env.variable(name).is_some_and(|value| value.to_string_lossy().contains(part));
    let by_value = || CI_VALUES.into_iter().find(|&(name, part)| holds(name, part)).map(|(name, _)| name);
    CI_VARIABLES.into_iter().find(|name| env.is_set(name)).or_else(by_value)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::environment::Platform;
    use super::*;

    #[test]
    fn each_variable_is_seen() {
        for name in CI_VARIABLES {
            let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH);
            assert_eq!(detect(&env), None);
            assert_eq!(detect(&env.with(name, "1")), Some(name));
        }
    }

    #[test]
    fn a_build_service_that_says_false_is_none() {
        let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH);
        assert_eq!(detect(&env.with("CI", "false").with("GITLAB_CI", "0").with("CI_NAME", "")), None);
    }

    #[test]
    fn a_value_decides_where_the_name_is_common() {
        let env = || Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH);
        assert_eq!(detect(&env().with("NODE", "/usr/bin/node").with("JOB_URL", "https://example.com")), None);
        assert_eq!(detect(&env().with("NODE", "/app/.heroku//heroku/node/bin/node")), Some("NODE"));
        assert_eq!(detect(&env().with("JOB_URL", "https://builds.sr.ht/~a/job/1")), Some("JOB_URL"));
    }

    #[test]
    fn no_name_stands_twice() {
        let mut names = CI_VARIABLES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CI_VARIABLES.len());
    }
}
