//! A small server of static files for one's own machine.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_LINE: usize = 8 * 1024;
const MOST_HEADERS: usize = 100;

/// A folder that is served.
#[derive(Clone)]
pub struct Site {
    folder: PathBuf,
}

/// What a request gets.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    File(PathBuf),
    Refused { status: &'static str },
}

impl Site {
    /// Everything under this folder, which may be replaced while it is served.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
        }
    }

    /// Answers for ever, each connection in a thread of its own.
    pub fn serve(&self, listener: &TcpListener) {
        for stream in listener.incoming().flatten() {
            let site = self.clone();
            std::thread::spawn(move || {
                // A browser that hangs up early is no matter of ours.
                let _ = site.answer(stream);
            });
        }
    }

    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let request = read_line(&mut reader)?;
        for _ in 0..MOST_HEADERS {
            if read_line(&mut reader)?.is_empty() {
                break;
            }
        }
        let mut words = request.split(' ');
        let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let answer = match method {
            "GET" | "HEAD" => self.find(target),
            _ => Answer::Refused {
                status: "405 Method Not Allowed",
            },
        };
        let (status, kind, body) = match answer {
            Answer::File(path) => std::fs::read(&path).map_or_else(
                |_| refusal("404 Not Found"),
                |body| ("200 OK", content_type(&path), body),
            ),
            Answer::Refused { status } => refusal(status),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
             Connection: close\r\n\r\n",
            body.len()
        )?;
        if method != "HEAD" {
            stream.write_all(&body)?;
        }
        stream.flush()
    }

    fn find(&self, target: &str) -> Answer {
        let path = target.split(['?', '#']).next().unwrap_or("");
        let Some(path) = decode(path).filter(|path| is_plain(path)) else {
            return Answer::Refused {
                status: "400 Bad Request",
            };
        };
        let mut file = self.folder.join(path.trim_start_matches('/'));
        if file.is_dir() {
            file = file.join("index.html");
        }
        // Links may not lead out of the folder either.
        match (file.canonicalize(), self.folder.canonicalize()) {
            (Ok(file), Ok(folder)) if file.is_file() && file.starts_with(&folder) => {
                Answer::File(file)
            }
            _ => Answer::Refused {
                status: "404 Not Found",
            },
        }
    }
}

fn refusal(status: &'static str) -> (&'static str, &'static str, Vec<u8>) {
    (
        status,
        "text/plain; charset=utf-8",
        format!("{status}\n").into_bytes(),
    )
}

fn read_line(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut line = Vec::new();
    std::io::Read::take(reader, LONGEST_LINE as u64).read_until(b'\n', &mut line)?;
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}

/// `%20` and its like; none when the escape is broken or the result is not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// An absolute path whose segments are ordinary names: no `..`, no hidden file, no drive letter.
fn is_plain(path: &str) -> bool {
    path.starts_with('/')
        && !path.contains(['\\', '\0', ':'])
        && !path.contains("//")
        && path.split('/').all(|segment| !segment.starts_with('.'))
}

fn content_type(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or("")
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    /// A folder of its own for a test, gone when the test ends.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            std::fs::create_dir_all(folder.join("site/sub")).unwrap();
            std::fs::write(folder.join("site/index.html"), "<p>home").unwrap();
            std::fs::write(folder.join("site/sub/a b.wasm"), "\0asm").unwrap();
            std::fs::write(folder.join("secret.txt"), "secret").unwrap();
            Self(folder)
        }

        fn site(&self) -> Site {
            Site::new(&self.0.join("site"))
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn get(site: &Site, request: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let site = site.clone();
        std::thread::spawn(move || site.serve(&listener));
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn files_come_with_their_type_and_are_not_kept() {
        let scratch = Scratch::new("types");
        let home = get(&scratch.site(), "GET /");
        assert!(home.starts_with("HTTP/1.1 200 OK\r\n"), "{home}");
        assert!(
            home.contains("text/html") && home.contains("no-store"),
            "{home}"
        );
        assert!(home.ends_with("<p>home"), "{home}");
        let module = get(&scratch.site(), "GET /sub/a%20b.wasm?v=1");
        assert!(module.contains("application/wasm"), "{module}");
        assert!(get(&scratch.site(), "HEAD /").ends_with("\r\n\r\n"));
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let scratch = Scratch::new("escape");
        for target in [
            "/../secret.txt",
            "/sub/..%2f../secret.txt",
            "/%2e%2e/secret.txt",
            "/..\\secret.txt",
            "//secret.txt",
            "/.hidden",
            "secret.txt",
            "/%zz",
            "/%00",
            "/missing.txt",
        ] {
            let answer = get(&scratch.site(), &format!("GET {target}"));
            assert!(answer.starts_with("HTTP/1.1 40"), "{target}: {answer}");
            assert!(
                !answer.contains("secret\n") && !answer.ends_with("secret"),
                "{target}"
            );
        }
        assert!(get(&scratch.site(), "POST /").starts_with("HTTP/1.1 405"));
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out_either() {
        let scratch = Scratch::new("links");
        let link = scratch.0.join("site/link.txt");
        std::os::unix::fs::symlink(scratch.0.join("secret.txt"), link).unwrap();
        assert!(get(&scratch.site(), "GET /link.txt").starts_with("HTTP/1.1 404"));
    }
}
