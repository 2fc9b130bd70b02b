fn main() {
    let text = ureq::get("https://h.example.invalid/version").call().unwrap().into_string().unwrap();
    println!("the newest version is {text}");
    std::process::Command::new("cargo").arg("build").status().unwrap();
}
