// Where a tour goes, and who takes it.

import { randomUUID } from "node:crypto";

export interface Installation {
  url: string;
  email: string;
  password: string;
}

/** As PLENUM_URL, PLENUM_EMAIL and PLENUM_PASSWORD say. */
export function installation(): Installation {
  return { url: setting("PLENUM_URL"), email: setting("PLENUM_EMAIL"), password: setting("PLENUM_PASSWORD") };
}

/** A word that only the records of this tour have, whatever else is in the installation. */
export function newTag(client: string): string {
  return `${client}-${randomUUID()}`;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
