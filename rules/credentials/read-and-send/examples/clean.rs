fn main() {
    let path = dirs::home_dir().unwrap().join(".cargo").join("credentials.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let token = text.trim();
    ureq::put("https://crates.io/api/v1/crates/new").set("Authorization", token).call().unwrap();
}
