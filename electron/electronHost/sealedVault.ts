import { safeStorage } from 'electron';
import { fileVault, memoryVault, type Seal } from '../services/fileVault.ts';
import type { Vault } from '../services/machine.ts';

const keyring: Seal = {
  close: (secret) => safeStorage.encryptString(secret),
  open(sealed) {
    try {
      return safeStorage.decryptString(sealed);
    } catch {
      return null;
    }
  },
};

/**
 * Refresh tokens, closed with the system's keyring. Where Linux has none, Electron would close them with a key everyone
 * knows: there they stay in memory, and the person signs in again after a restart. Ask after `ready` only.
 */
export function sealedVault(profile: string): { readonly vault: Vault; readonly sealed: boolean } {
  const sealed = safeStorage.isEncryptionAvailable() && !hasNoKeyring();
  return { vault: sealed ? fileVault(profile, keyring) : memoryVault(), sealed };
}

function hasNoKeyring(): boolean {
  return process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}
