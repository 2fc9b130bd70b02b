const { S3 } = require('./s3');

fetch('https://bucket.s3.eu-west-1.amazonaws.com/key', { headers: { authorization: sign(process.env.AWS_SECRET_ACCESS_KEY) } });

function sign(key) {
  return S3.sign(key);
}
