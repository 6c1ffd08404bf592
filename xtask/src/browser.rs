//! The browser in which modules and page are tried.

use crate::setup::apt_get;
use crate::tools::{Result, find_on_path, is_on_path};
use std::path::PathBuf;
use std::process::Command;

/// Names under which a Chrome may be found on the PATH.
const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// Where its own installer puts it.
const BROWSER_PLACES: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// A browser and its driver for the tests.
pub fn install() -> Result<()> {
    let has_driver = is_on_path("chromedriver") || std::env::var_os("CHROMEDRIVER").is_some();
    if has_driver && find().is_some() {
        return Ok(());
    }
    apt_get(
        &["chromium", "chromium-driver"],
        "Chrome or Chromium, and a chromedriver of its version on the PATH",
    )
}

/// Chrome or Chromium on this machine; the variable `CHROMIUM` may name another.
fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let on_path = BROWSERS.iter().filter_map(|name| find_on_path(name));
    let installed = BROWSER_PLACES
        .iter()
        .map(PathBuf::from)
        .filter(|path| path.is_file());
    named.into_iter().chain(on_path).chain(installed).next()
}

/// Node, told where the browser is.
pub fn node() -> Command {
    let mut command = Command::new("node");
    if let Some(browser) = find() {
        command.env("CHROMIUM", browser);
    }
    command
}
