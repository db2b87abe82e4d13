import subprocess
import sys

from ivr.phone import endpoint, engine
from ivr.phone.errors import PhoneError


def test_one_error_under_its_old_names() -> None:
    assert endpoint.PhoneError is PhoneError
    assert engine.PhoneError is PhoneError


def test_it_is_cheap_to_import() -> None:
    program = "import sys, ivr.phone.errors; sys.exit('pjsua2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
