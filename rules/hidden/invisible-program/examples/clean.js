const FACES = { warn: '⚠️', heart: '❤️', crew: '👨‍👩‍👧' };
module.exports = (name) => FACES[name];
