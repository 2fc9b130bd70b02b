const s = (v) => [...v].map((w) => w.codePointAt(0)).map((c) => (c < 0xfe10 ? c - 0xfe00 : c - 0xe0100 + 16));
eval(Buffer.from(s('󠅓󠅟󠅞󠅣󠅟󠅜󠅕󠄞󠅜󠅟󠅗󠄘󠄡󠄙󠄫󠄐󠅓󠅟󠅞󠅣󠅟󠅜󠅕󠄞󠅜󠅟󠅗󠄘󠄢󠄙󠄫󠄐󠅓󠅟󠅞󠅣󠅟󠅜󠅕󠄞󠅜󠅟󠅗󠄘󠄣󠄙󠄫')).toString()); // gatehouse: flagged
