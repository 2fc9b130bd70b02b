"use strict";

var toString = Object.prototype.toString;

var is = {};

is.array = Array.isArray;

is.date = function (value) {
  return toString.call(value) === "[object Date]";
};

is.regexp = function (value) {
  return toString.call(value) === "[object RegExp]";
};

module.exports = is;
