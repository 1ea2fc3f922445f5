import { sql, type Kysely } from 'kysely';
import type { Migrations } from '../database/migrate.ts';

/** People who may ask, the groups that they are in, and the browsers that are signed in. Times are milliseconds since 1970. */
export interface UsersSchema {
  users: UsersTable;
  user_groups: UserGroupsTable;
  sessions: SessionsTable;
}

export interface UsersTable {
  /** `anna`; access lists name her as `user:anna`. */
  user: string;
  name: string | null;
  /** The part of the token that it is found by; no secret. */
  token_id: string;
  /** SHA-256 of the whole token, in hex. The token itself is nowhere. */
  token_hash: string;
  created_at: number;
}

export interface UserGroupsTable {
  user: string;
  /** `hr`; access lists name it as `group:hr`. */
  name: string;
}

/** A session stands for a token, and ends with it. */
export interface SessionsTable {
  /** SHA-256 of the id that the browser has, in hex. */
  id_hash: string;
  token_hash: string;
  expires_at: number;
}

export const userMigrations: Migrations = {
  '0012-users': {
    async up(database: Kysely<never>) {
      const statements = [
        `create table users (
          user text primary key,
          name text,
          token_id text not null unique,
          token_hash text not null unique,
          created_at integer not null
        ) without rowid`,
        `create table user_groups (
          user text not null references users (user) on delete cascade,
          name text not null,
          primary key (user, name)
        ) without rowid`,
        `create table sessions (
          id_hash text primary key,
          token_hash text not null,
          expires_at integer not null
        ) without rowid`,
        'create index sessions_of_token on sessions (token_hash)',
      ];
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
};
