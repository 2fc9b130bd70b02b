exports.red = "#f00";
exports.palettes = () => fetch("https://api.shade.example/palettes");
