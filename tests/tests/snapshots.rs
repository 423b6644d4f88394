//! What a product's own snapshot tests see: the same text on every machine and in every release.

use std::io;
use std::time::Duration;

use candor::testing;
use candor_tests::{InvokedFrom, ModelKitAction, ModelKitError};

fn failing_command() {
    let cause = io::Error::new(io::ErrorKind::NotFound, "open /home/alice/models/net.onnx");
    ModelKitAction::new()
        .invoked_from(InvokedFrom::Script)
        .action_name("build")
        .duration_ms(Duration::from_millis(std::process::id().into()))
        .success(false)
        .emit();
    ModelKitError::from_error(&cause).emit();
}

#[test]
fn a_snapshot_is_the_same_in_every_run() {
    let events = testing::record(failing_command);
    insta::assert_snapshot!(testing::snapshot(&events), @r#"
    {
      "ver": "4.0",
      "name": "ModelKitAction",
      "time": "<time>",
      "iKey": "<key>",
      "data": {
        "invoked_from": "Script",
        "action_name": "build",
        "device": null,
        "ep": null,
        "duration_ms": "<duration>",
        "success": false
      },
      "ext": {
        "device": {
          "localId": "<id>",
          "authId": "EXISTING",
          "deviceClass": "<architecture>"
        },
        "os": {
          "name": "<os>",
          "ver": "<version>"
        },
        "app": {
          "ver": "<version>",
          "sesId": "<id>"
        }
      }
    }
    {
      "ver": "4.0",
      "name": "ModelKitError",
      "time": "<time>",
      "iKey": "<key>",
      "data": {
        "exception_type": "std::io::error::Error",
        "exception_message": "open net.onnx",
        "exception_stack": "<frames>",
        "root_cause_type": null,
        "root_cause_message": null
      },
      "ext": {
        "device": {
          "localId": "<id>",
          "authId": "EXISTING",
          "deviceClass": "<architecture>"
        },
        "os": {
          "name": "<os>",
          "ver": "<version>"
        },
        "app": {
          "ver": "<version>",
          "sesId": "<id>"
        }
      }
    }
    "#);
}
