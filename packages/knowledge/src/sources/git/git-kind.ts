import type { SourceKind } from '../source-kind.ts';
import { identifyRepository, looksLikeGit } from './git-location.ts';
import { gitSettings, type GitSettings } from './git-settings.ts';
import { gitSource } from './git-source.ts';

/** A Git repository, on this machine or elsewhere, read by the git that is installed. */
export const gitKind: SourceKind<GitSettings> = {
  kind: 'git',
  examples: ['https://example.com/team/docs.git', 'git+file:///srv/repositories/docs'],
  accepts: looksLikeGit,
  settings: gitSettings,
  secrets: {
    user: 'Name that goes with the token; most forges need none',
    token: 'Access token (or password) for https',
    sshKey: 'Private key for ssh, without a passphrase; without it the agent and keys of the user are used',
    filePasswords: 'Passwords of protected files, one a line',
  },
  everySeconds: 900,
  identify: identifyRepository,
  open: gitSource,
};
