/* A scanned code comes behind "#", where no server and no log ever sees it. This puts it into its box and asks.
   Without JavaScript the page works all the same: the code stands printed beside the QR. */
(function () {
  "use strict";
  var box = document.getElementById("id_code");
  var scanned = decodeURIComponent(window.location.hash.slice(1));
  if (!box || box.value || !/^[0-9A-Za-z-]{16,24}(\/[0-9A-Z:.+\/-]{1,4070})?$/.test(scanned)) { return; }
  history.replaceState(null, "", window.location.pathname + window.location.search);
  box.value = scanned;
  box.form.requestSubmit();
})();
