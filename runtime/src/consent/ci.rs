use super::environment::Environment;

/// Variables that build services set.
///
/// The first seven are the design's, the others all those that the crates `is_ci` 1.2 and `ci_info` 0.14 (after the npm
/// package `ci-info`) look at. The crates themselves read the process's own environment, so that no test could state it,
/// and they take `GITLAB_CI=false` for a build. A person may have set a few of these for something else (`RUN_ID`): then
/// telemetry is off once too often, and the status names the variable.
const VARIABLES: [&str; 69] = [
    "CI",
    "TF_BUILD",
    "GITHUB_ACTIONS",
    "JENKINS_URL",
    "CODEBUILD_BUILD_ID",
    "BUILDKITE",
    "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
    "AC_APPCIRCLE",
    "AGOLA_REPOSITORY_URL",
    "APPCENTER_BUILD_ID",
    "APPVEYOR",
    "BITBUCKET_COMMIT",
    "BITBUCKET_DEPLOYMENT",
    "BITRISE_IO",
    "BUDDY_WORKSPACE_ID",
    "BUILDER_OUTPUT",
    "BUILD_ID",
    "BUILD_NUMBER",
    "CF_BUILD_ID",
    "CIRCLECI",
    "CIRRUS_CI",
    "CI_APP_ID",
    "CI_BUILD_ID",
    "CI_BUILD_NUMBER",
    "CI_NAME",
    "CI_XCODE_PROJECT",
    "CM_BUILD_ID",
    "CODEBUILD_BUILD_ARN",
    "CODEBUILD_SRC_DIR",
    "CONTINUOUS_INTEGRATION",
    "DRONE",
    "DSARI",
    "EARTHLY_CI",
    "FLOWCI_JOB_BUILD_NUM",
    "GERRIT_PROJECT",
    "GITEA_ACTIONS",
    "GITHUB_ACTION",
    "GITLAB_CI",
    "GITLAB_DEPLOYMENT",
    "GO_PIPELINE_LABEL",
    "GO_PIPELINE_NAME",
    "HARNESS_BUILD_ID",
    "HUDSON_URL",
    "JX_CHART_REPOSITORY",
    "LAYERCI",
    "MAGNUM",
    "NETLIFY",
    "NEVERCODE",
    "NOW_BUILDER",
    "NOW_GITHUB_DEPLOYMENT",
    "PROW_JOB_ID",
    "RENDER",
    "RUN_ID",
    "SAILCI",
    "SAIL_CI",
    "SCREWDRIVER",
    "SEMAPHORE",
    "SHIPPABLE",
    "STRIDER",
    "TASKCLUSTER_ROOT_URL",
    "TDDIUM",
    "TEAMCITY_VERSION",
    "TRAVIS",
    "VELA_BUILD_NUMBER",
    "VERCEL",
    "WERCKER",
    "XCS",
    "bamboo.buildKey",
    "bamboo_planKey",
];

/// Variables that mean a build service only with such a value.
const VALUES: [(&str, &str); 2] = [("NODE", "//heroku/node/bin/node"), ("JOB_URL", "builds.sr.ht")];

/// The variable that says that a build service runs this process.
pub(super) fn detect(env: &Environment) -> Option<&'static str> {
    let holds = |name: &str, part: &str| env.variable(name).is_some_and(|value| value.to_string_lossy().contains(part));
    let by_value = || VALUES.into_iter().find(|&(name, part)| holds(name, part)).map(|(name, _)| name);
    VARIABLES.into_iter().find(|name| env.is_set(name)).or_else(by_value)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::environment::Platform;
    use super::*;

    #[test]
    fn each_variable_is_seen() {
        for name in VARIABLES {
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
        let mut names = VARIABLES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), VARIABLES.len());
    }
}
