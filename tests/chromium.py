"""How tests launch the system's own Chromium: without what only a person's window needs."""

from mobilink.cli.needs import CHROMIUM

QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Each window prepares lists that open under its address, for a second of CPU.
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
# Of two lists Chromium takes the later, so what Playwright does without is named again.
WITHOUT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# A name that is no localhost: on plain http a browser gives its pages no keys there.
VAN = "--host-resolver-rules=MAP booth.test 127.0.0.1"


def settings() -> dict[str, object]:
    """Playwright's settings for a launch."""
    features = ",".join((*UNSEEN, *WITHOUT))
    return {
        "executable_path": CHROMIUM.program(),
        "args": [*QUIET, f"--disable-features={features}", VAN],
    }
