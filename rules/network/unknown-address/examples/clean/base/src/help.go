package help

// Link is shown to people: https://meter.example/docs
const Link = "https://meter.example/docs"
