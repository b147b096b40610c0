/* Reads the code on a paper with the camera, on this device, and puts it into its box. Without a camera or JavaScript a photo does the same.
   The reader is that of the offline page; it is fetched when somebody asks for it. */
(function () {
  "use strict";
  var place = document.getElementById("scan"), box = document.getElementById("id_code");
  if (!place || !box || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) { return; }
  var said = place.dataset, film = null, timer = 0;
  var button = document.createElement("button"), told = document.createElement("p"), video = document.createElement("video");
  var canvas = document.createElement("canvas");
  button.type = "button"; button.className = "button second"; button.textContent = said.camera;
  told.setAttribute("role", "status");
  video.muted = true; video.playsInline = true; video.hidden = true;
  place.append(button, told, video);
  place.hidden = false;

  function reader() {
    return window.QingbaiReader || (window.QingbaiReader = new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = said.reader; script.onload = done; script.onerror = failed;
      document.head.append(script);
    }));
  }
  function stop() {
    clearTimeout(timer);
    if (film) { film.getTracks().forEach(function (track) { track.stop(); }); }
    film = null; video.hidden = true; video.srcObject = null; button.textContent = said.camera;
  }
  function look() {
    if (!film) { return; }
    if (video.videoWidth) {
      var scale = Math.min(1, 1600 / Math.max(video.videoWidth, video.videoHeight));
      canvas.width = Math.round(video.videoWidth * scale); canvas.height = Math.round(video.videoHeight * scale);
      var pen = canvas.getContext("2d", { willReadFrequently: true });
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      var found = Reader.read(pen.getImageData(0, 0, canvas.width, canvas.height), true);
      if (found) { stop(); box.value = found; box.form.requestSubmit(); return; }
    }
    timer = setTimeout(look, 120);
  }
  button.addEventListener("click", function () {
    if (film) { stop(); return; }
    told.textContent = "";
    reader().then(function () {
      return navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } });
    }).then(function (opened) {
      film = opened; video.srcObject = opened; video.hidden = false; button.textContent = said.stop;
      return video.play();
    }).then(look).catch(function () { stop(); told.textContent = said.none; });
  });
  window.addEventListener("pagehide", stop);
})();
