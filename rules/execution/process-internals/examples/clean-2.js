const names = Object.keys(process.versions);
console.log(names);
