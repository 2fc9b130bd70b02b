<?php
class Files
{
    public function delete($paths)
    {
        $paths = is_array($paths) ? $paths : func_get_args();
        foreach ($paths as $path) {
            @unlink($path);
        }
    }
}
$files = new Files();
$folder = null;
$files->delete($folder . '/file1.txt');
$files->delete([$folder . '/file2.txt', $folder . '/file3.txt']);
