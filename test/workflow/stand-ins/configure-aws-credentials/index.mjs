// The credentials are those of the test behind STAND_IN_CREDENTIALS.

import { appendFileSync } from 'node:fs';

const region = process.env['INPUT_AWS-REGION'];
const role = process.env['INPUT_ROLE-TO-ASSUME'];
const response = await fetch(process.env.STAND_IN_CREDENTIALS, {
  method: 'POST',
  body: JSON.stringify({ role }),
});
if (!response.ok) throw new Error(`no credentials: ${await response.text()}`);
const { accessKeyId, secretAccessKey, sessionToken } = await response.json();
console.log(`::add-mask::${secretAccessKey}`);
console.log(`::add-mask::${sessionToken}`);
appendFileSync(
  process.env.GITHUB_ENV,
  [
    `AWS_REGION=${region}`,
    `AWS_DEFAULT_REGION=${region}`,
    `AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    `AWS_SESSION_TOKEN=${sessionToken}`,
    '',
  ].join('\n'),
);
console.log(`credentials of ${role}`);
