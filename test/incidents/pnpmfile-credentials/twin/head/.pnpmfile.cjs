module.exports = {
  hooks: {
    readPackage(manifest, context) {
      if (manifest.name === "old-streams") {
        manifest.peerDependencies = { ...manifest.peerDependencies, "readable-stream": "^4.0.0" };
        context.log("old-streams: adds its peer");
      }
      return manifest;
    },
  },
};
