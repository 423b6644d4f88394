/// Environment variables that build services set, the better known first. With one of them set to anything but nothing, `0` or
/// `false`, a product collects nothing.
///
/// The first seven are those of the system that Candor follows, the others all those that the crates `is_ci` 1.2 and
/// `ci_info` 0.14 (after the npm package `ci-info`) look at. A person may have set a few of these for something else
/// (`RUN_ID`): then telemetry is off once too often, and the status names the variable.
///
/// ```
/// assert!(candor_core::CI_VARIABLES.contains(&"GITHUB_ACTIONS"));
/// ```
pub const CI_VARIABLES: [&str; 69] = [
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

/// Variables that mean a build service only when their value holds such a part.
///
/// ```
/// assert!(candor_core::CI_VALUES.iter().any(|(name, _)| *name == "JOB_URL"));
/// ```
pub const CI_VALUES: [(&str, &str); 2] = [("NODE", "//heroku/node/bin/node"), ("JOB_URL", "builds.sr.ht")];
