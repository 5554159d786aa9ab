/** The file system as the readers see it. Only regular files are opened, and never by waiting for a pipe. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InspectError, type LocalText } from "./error.ts";
import type { FileSystem } from "./inspect.ts";

const reasons: Readonly<Record<string, LocalText>> = {
  ENOENT: { en: "there is no such file", zh: "没有这个文件" },
  ENOTDIR: { en: "there is no such file", zh: "没有这个文件" },
  EACCES: { en: "no permission to read it", zh: "没有读取权限" },
  EPERM: { en: "no permission to read it", zh: "没有读取权限" },
  ELOOP: { en: "its links lead in a circle", zh: "链接成环" },
  ENAMETOOLONG: { en: "the path is too long", zh: "路径过长" },
  EMFILE: { en: "too many files are open", zh: "打开的文件过多" },
};

/** Whatever the system says of a path becomes an InspectError. */
const guarded = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof InspectError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new InspectError(path, undefined, reasons[code] ?? { en: `it cannot be read (${code})`, zh: `无法读取（${code}）` });
  }
};

const maxNames = 100_000;
const noFile: LocalText = { en: "neither a regular file nor a folder", zh: "既不是普通文件，也不是目录" };

/** What cannot even be looked at is not there for the readers. */
const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

export const localFiles: FileSystem = {
  kindOf: (path) =>
    guarded(path, () => {
      const found = statSync(path);
      if (found.isDirectory()) return "folder";
      if (found.isFile()) return "file";
      throw new InspectError(path, undefined, noFile);
    }),
  list: (folder) =>
    guarded(folder, () => {
      const names = readdirSync(folder);
      if (names.length > maxNames)
        throw new InspectError(folder, undefined, { en: `more than ${maxNames} entries`, zh: `条目超过 ${maxNames} 个` });
      // Links are followed: a download cache keeps its files elsewhere and links to them.
      return names.filter((name) => isFile(join(folder, name))).sort();
    }),
  join,
  split: (path) => ({ folder: dirname(path), name: basename(path) }),
  opened: (path, use) => {
    // Without O_NONBLOCK, opening a pipe put there since would wait for a writer.
    const descriptor = guarded(path, () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    try {
      const found = guarded(path, () => fstatSync(descriptor));
      if (!found.isFile()) throw new InspectError(path, undefined, noFile);
      return use({
        path,
        size: found.size,
        read: (offset, into) => guarded(path, () => readSync(descriptor, into, 0, into.length, offset)),
      });
    } finally {
      closeSync(descriptor);
    }
  },
};
