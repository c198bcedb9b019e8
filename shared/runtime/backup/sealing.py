"""Encryption of an archive under a passphrase: AES-256-GCM in pieces, each bound to its place, the last one marked as such.

The key is scrypt of the passphrase and a salt of the file. So pieces cannot be changed, swapped, left out or cut off at the
end without notice, and any place can be read without what is before it. It is the STREAM construction (Hoang et al., 2015).
"""
import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from shared.runtime.backup.errors import BackupError

MAGIC = b"guanwang sealed 1\n"
SALT_BYTES = 16
PIECE_BYTES = 65_536
PASSPHRASE_LEAST = 12
_TAG_BYTES = 16
_HEADER_BYTES = len(MAGIC) + SALT_BYTES


def is_sealed(file: BinaryIO) -> bool:
    """True if a file begins as a sealed one does; the file stands at its beginning afterwards."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


class SealingWriter:
    """Encrypts what is written to it; whole only after ``finish``. Raises ``BackupError`` for a short passphrase."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        if len(passphrase) < PASSPHRASE_LEAST:
            raise BackupError(f"the passphrase must have {PASSPHRASE_LEAST} characters at least")
        salt = os.urandom(SALT_BYTES)
        self._file, self._header, self._cipher = file, MAGIC + salt, _cipher(passphrase, salt)
        self._waiting, self._number = bytearray(), 0
        file.write(self._header)

    def write(self, data: bytes) -> int:
        """Take in ``data``; a piece is written when it is known not to be the last."""
        self._waiting += data
        while len(self._waiting) > PIECE_BYTES:
            self._put(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]
        return len(data)

    def flush(self) -> None:
        """Nothing: a piece is written when it is full."""

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), piece, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The content of a sealed file; seeks anywhere.

    Raises ``BackupError`` for another passphrase, a damaged piece, or an end that was cut off.
    """

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        super().__init__()
        header = file.read(_HEADER_BYTES)
        length = file.seek(0, io.SEEK_END) - _HEADER_BYTES
        self._file, self._header, self._place = file, header, 0
        self._pieces = -(-length // (PIECE_BYTES + _TAG_BYTES))
        self._size = length - self._pieces * _TAG_BYTES
        self._cached: tuple[int, bytes] = (-1, b"")
        if self._pieces < 1 or self._size < 0:
            raise BackupError("the archive was cut off")
        self._cipher = _cipher(passphrase, header[len(MAGIC):])
        self._first()
        self._piece(self._pieces - 1)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of the content."""
        self._place = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence] + offset
        return self._place

    def tell(self) -> int:
        """The present place."""
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Up to the end of the present piece."""
        if self._place >= self._size:
            return 0
        number, offset = divmod(self._place, PIECE_BYTES)
        data = self._piece(number)[offset:offset + len(buffer)]
        buffer[:len(data)] = data
        self._place += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file below too."""
        self._file.close()
        super().close()

    def _first(self) -> None:
        try:
            self._piece(0)
        except BackupError:
            raise BackupError("the passphrase is not the one that the archive was sealed with, or its beginning is damaged"
                              ) from None

    def _piece(self, number: int) -> bytes:
        if self._cached[0] != number:
            self._file.seek(_HEADER_BYTES + number * (PIECE_BYTES + _TAG_BYTES))
            sealed = self._file.read(PIECE_BYTES + _TAG_BYTES)
            try:
                piece = self._cipher.decrypt(_nonce(number, number == self._pieces - 1), sealed, self._header)
            except InvalidTag:
                raise BackupError(f"the archive is damaged or was changed: piece {number + 1} of {self._pieces} of its "
                                  f"encryption does not fit") from None
            self._cached = (number, piece)
        return self._cached[1]


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2 ** 16, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
