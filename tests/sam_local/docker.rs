//! A Docker daemon: the one that is running, or one of our own.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::programs;

/// What the image is called. The name is nobody else's: a daemon that was running has images of its own.
const IMAGE: &str = "connect-your-teaching-record/functions:this-machine";

/// A daemon that answers.
pub(crate) struct Docker {
    /// Where it is, if it is ours.
    host: Option<String>,
    /// The script that runs it, until its input ends.
    ours: Option<Child>,
}

impl Docker {
    /// The daemon that is running, or one that is started. Otherwise why there is none.
    pub(crate) fn find_or_start() -> Result<Self, String> {
        let running = Self { host: None, ours: None };
        if running.answers() {
            return Ok(running);
        }
        let found = Command::new("dockerd").arg("--version").stdout(Stdio::null()).status();
        if found.is_err() {
            return Err("no Docker daemon is running, and there is none to start".to_owned());
        }
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("docker");
        let mut script = Command::new("bash");
        script.arg(programs::root().join("tests/sam_local/docker.sh")).arg(&folder);
        let ours = script.stdin(Stdio::piped()).spawn().unwrap();
        let host = Some(format!("unix://{}/docker.sock", folder.display()));
        let mut started = Self { host, ours: Some(ours) };
        for _ in 0..300 {
            let ended =
                started.ours.as_mut().is_some_and(|ours| ours.try_wait().unwrap().is_some());
            if ended {
                break;
            }
            if started.answers() {
                return Ok(started);
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err("no Docker daemon is running, and dockerd does not start here".to_owned())
    }

    /// Where it is, if not at the usual place.
    pub(crate) fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// A program that speaks to it.
    pub(crate) fn client(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.envs(self.host.as_ref().map(|host| ("DOCKER_HOST", host)));
        command
    }

    /// Makes an image in which a program of this machine runs, with what `sam local` needs to put its emulator in. No registry is asked.
    pub(crate) fn image_for(&self, program: &Path) -> String {
        let mut script = self.client("bash");
        script.arg(programs::root().join("tests/sam_local/image.sh")).arg(IMAGE).arg(program);
        let made = script.output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        IMAGE.to_owned()
    }

    fn answers(&self) -> bool {
        let info = self.client("docker").arg("info").output();
        // The client alone is content with itself.
        info.is_ok_and(|info| {
            info.status.success() && !String::from_utf8_lossy(&info.stdout).contains("ERROR:")
        })
    }
}

impl Drop for Docker {
    fn drop(&mut self) {
        if let Some(mut ours) = self.ours.take() {
            // Its input ends with this, and it cleans up.
            drop(ours.stdin.take());
            let _ = ours.wait();
        }
    }
}
