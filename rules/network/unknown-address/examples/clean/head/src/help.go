package help

// Link is shown to people: https://meter.example/docs
// See also https://papers.tables.example/meters.pdf
const Link = "https://meter.example/docs"

// Rates has the prices of today.
const Rates = "https://rates.meter.example/today"
