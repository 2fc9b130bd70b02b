"use strict";

var toString = Object.prototype.toString;

var is = {};

is.array = Array.isArray;

is.date = function (value) {
  return toString.call(value) === "[object Date]";
};

module.exports = is;
