use std::net::ToSocketAddrs;

fn main() {
    let host = std::env::var("BROKER").unwrap();
    let _ = format!("{host}.example.invalid:80").to_socket_addrs();
}
