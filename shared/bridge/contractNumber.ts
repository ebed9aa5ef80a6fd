/**
 * The number of the contract between window and host, sent in the first message. It rises with every change of
 * `hostContract`; `fingerprint.test.ts` holds the fingerprint of each number.
 */
export const HOST_CONTRACT = 10;
