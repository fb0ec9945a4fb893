"""What PyInstaller can't see: the tables beside the modules, and what compiled modules and commands import."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

# Integrations import packages that are not installed with this one, and whoever uses them names them.
hiddenimports = collect_submodules("cleanarticle", filter=lambda name: ".integrations" not in name)
datas = collect_data_files("cleanarticle", excludes=["**/*.pxd", "**/*.pyx"])
