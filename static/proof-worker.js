// Finds the number behind a hash (ALTCHA, SHA-256), apart from the page so that writing never stutters.

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

self.onmessage = async ({ data: { salt, challenge, maxnumber } }) => {
  const encoder = new TextEncoder();
  for (let number = 0; number <= maxnumber; number += 1) {
    const hashed = await crypto.subtle.digest("SHA-256", encoder.encode(salt + number));
    if (hex(hashed) === challenge) return self.postMessage(number);
  }
  self.postMessage(null);
};
