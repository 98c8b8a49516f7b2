/** Photos made smaller before they go up: a slow line carries 500 kB in the time in which people still wait. */

const AS_IT_IS = 700 * 1024; // bytes; what is no larger is not touched
const AIM = 500 * 1024; // twelve photos at 30 kB/s in less than five minutes
const PICTURES = /^image\/(jpeg|png|webp|bmp|heic|heif)$/;
// [longest side, JPEG quality], the best that comes below the aim, or the last: the small print of an A4 paper is
// still read at 2000 pixels.
const STEPS = [[2400, 0.8], [2400, 0.7], [2400, 0.6], [2000, 0.65], [2000, 0.55]];

/**
 * The photo as a smaller JPEG, upright and without camera data; the file itself where it is small enough, is no photo,
 * cannot be decoded here (HEIC), or would not become smaller. The same photo gives the same bytes in the same browser.
 * One at a time: decoded, a photo takes 50 MB and more.
 */
export async function smaller(file) {
  if (file.size <= AS_IT_IS || !PICTURES.test(file.type)) return file;
  const address = URL.createObjectURL(file);
  try {
    if (!trustworthy()) return file;
    const blob = await fitting(await decode(address));
    if (!blob || blob.size >= file.size) return file;
    const name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
    return new File([blob], name, { type: blob.type, lastModified: file.lastModified });
  } catch (error) {
    return file; // not decoded, or no memory for it
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Whether pictures can be redrawn here as they are. */
function trustworthy() {
  // Without this an old browser draws as the sensor lay, and the note how to turn it would be lost.
  if (!window.CSS || !CSS.supports("image-orientation", "from-image")) return false;
  // Browsers that hide from fingerprinting give noise in place of what was drawn.
  const brush = canvasOf(4, 4).getContext("2d");
  brush.fillStyle = "#336699";
  brush.fillRect(0, 0, 4, 4);
  return [51, 102, 153, 255].every((value, at) => Math.abs(brush.getImageData(1, 1, 1, 1).data[at] - value) < 3);
}

function canvasOf(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function decode(address) {
  return new Promise((resolve, reject) => {
    const photo = new Image();
    photo.onload = () => resolve(photo);
    photo.onerror = () => reject(new Error("not decoded"));
    photo.src = address;
  });
}

async function fitting(photo) {
  let canvas = null;
  let blob = null;
  for (const [side, quality] of STEPS) {
    const scale = Math.min(1, side / Math.max(photo.naturalWidth, photo.naturalHeight));
    const width = Math.round(photo.naturalWidth * scale);
    if (!canvas || canvas.width !== width) {
      if (canvas) canvas.width = 0; // Safari frees the memory of a canvas only so
      canvas = redraw(photo, width, Math.round(photo.naturalHeight * scale));
    }
    blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (!blob || blob.size <= AIM) break;
  }
  canvas.width = 0;
  return blob;
}

function redraw(photo, width, height) {
  const canvas = canvasOf(width, height);
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff"; // a JPEG knows no transparency
  brush.fillRect(0, 0, width, height);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(photo, 0, 0, width, height);
  return canvas;
}
