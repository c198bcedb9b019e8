"""``python -m services.files.shrinking WIDTH PIXELS``: an image from standard input, a smaller one to standard output.

A process of its own, with bounds on time and memory, because what it reads was made by anybody; it ends with 1 if it cannot.
"""
import io
import resource
import sys

from PIL import Image, ImageOps

MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 6
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")


def shrink(image: bytes, width: int, pixels: int) -> bytes:
    """The first frame, upright, at most ``width`` wide and twice as high; raises what Pillow raises for what it cannot read."""
    Image.MAX_IMAGE_PIXELS = pixels
    with Image.open(io.BytesIO(image), formats=FORMATS) as opened:
        if opened.width * opened.height > pixels:
            raise ValueError("too many pixels")
        opened.draft("RGB", (width * 2, width * 4))
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((width, width * 2))
        clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        made = io.BytesIO()
        if clear:
            picture.convert("RGBA").save(made, "PNG", optimize=True)
        else:
            picture.convert("RGB").save(made, "JPEG", quality=82, progressive=True)
    return made.getvalue()


def main() -> int:
    """Run it with its bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    try:
        made = shrink(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    except Exception:
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
