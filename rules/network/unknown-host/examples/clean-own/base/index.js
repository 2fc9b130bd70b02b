exports.red = "#f00";
