"""The rule packs (规则包) that come with the suite; their entry points are like a stranger's."""
from importlib import resources

_FOLDER = resources.files(__package__)
NATIONAL = _FOLDER / "national.yaml"
"""What holds everywhere: 政府信息公开条例, 国办发〔2014〕57号 and others."""
XIANGXI_2018 = _FOLDER / "xiangxi-2018.yaml"
"""湘西自治州政府网站管理和内容保障暂行办法."""
EXAMPLE_COUNTY = _FOLDER / "example-county.yaml"
"""An invented county that decides otherwise in many places; to copy from."""
